# jeton_embed_migrations(<target> <folder>) gives <target> the function store/sql/engine/schema.cc makes the schema of: the
# files of <folder>, in order. A file is called 0001-some-words.sql, or, where the engines differ in more than a dialect's
# words, 0001-some-words.sqlite.sql beside 0001-some-words.postgres.sql. Its first line is a comment with the name that the
# database records; lines that are comments are left out.
#
# What is embedded begins with the line break that ends the comments, so that what is executed is what always was.

function(jeton_embed_migrations target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(rows "")
  set(expected 1)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])-([a-z0-9-]+)(\\.sqlite|\\.postgres)?\\.sql$")
      message(FATAL_ERROR "${name}: a migration is called 0001-some-words.sql, or ends in .sqlite.sql or .postgres.sql")
    endif()
    set(number ${CMAKE_MATCH_1})
    set(words ${CMAKE_MATCH_2})
    set(engine "${CMAKE_MATCH_3}")
    if(engine STREQUAL ".sqlite")
      continue()  # With its twin, which comes first.
    endif()
    set(twin ${file})
    if(engine STREQUAL ".postgres")
      set(twin ${folder}/${number}-${words}.sqlite.sql)
    endif()
    string(REGEX REPLACE "^0+" "" version ${number})
    if(NOT version STREQUAL expected)
      message(FATAL_ERROR "${name}: migrations are numbered without gaps, and ${expected} is missing")
    endif()
    math(EXPR expected "${expected} + 1")
    jeton_read_migration(${twin} recorded sqlite)
    jeton_read_migration(${file} recorded_again postgres)
    if(NOT recorded STREQUAL recorded_again)
      message(FATAL_ERROR "${name}: its twin is called otherwise in its first line")
    endif()
    if(engine STREQUAL "")
      string(APPEND rows "    {${version}, \"${recorded}\", R\"sql(${sqlite})sql\"},\n")
    else()
      string(APPEND rows "    {${version}, \"${recorded}\", R\"sql(${sqlite})sql\", {}, R\"sql(${postgres})sql\"},\n")
    endif()
  endforeach()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/migrations.cc)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT "// Written by cmake/migrations.cmake.
#include \"store/sql/engine/schema.h\"

namespace jeton::store::sql {
namespace {

constexpr Migration kFiles[] = {
${rows}};

}  // namespace

std::span<const Migration> migration_files() noexcept {
  return kFiles;
}

}  // namespace jeton::store::sql
")
  target_sources(${target} PRIVATE ${out})
  set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

function(jeton_read_migration file name text)
  file(READ ${file} content)
  if(NOT content MATCHES "^-- ([^\n\"\\\\]+)\n")
    message(FATAL_ERROR "${file}: the first line is a comment with the name that the database records")
  endif()
  set(${name} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  string(REGEX REPLACE "(^|\n)(--[^\n]*\n)+" "\\1" content "${content}")
  set(${text} "${content}" PARENT_SCOPE)
endfunction()
