# embed_files(<target> <name> <dir>) makes the static library <target> of every file under <dir>, with the
# function `std::span<const jeton::net::EmbeddedFile> jeton::embedded::<name>()`, sorted by path. The
# folder is read at each build, so it may be made by the build itself; add what makes it with
# add_dependencies(<target>_table …). A folder that is absent is an empty table. There is no header: whoever
# calls the function declares it.
#
# The same file is the script that reads the folder: the bytes go through the assembler's .incbin, which
# takes milliseconds where a character array takes minutes.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(JETON_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(embed_files target name dir)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${target})
    add_custom_target(${target}_table
      COMMAND ${CMAKE_COMMAND} -D DIR=${dir} -D OUT=${out} -D NAME=${name} -P ${JETON_EMBED_SCRIPT}
      BYPRODUCTS ${out}/files.cc
      COMMENT "Reading ${name}"
      VERBATIM)
    add_library(${target} STATIC ${out}/files.cc)
    set_source_files_properties(${out}/files.cc PROPERTIES GENERATED ON SKIP_UNITY_BUILD_INCLUSION ON)
    add_dependencies(${target} ${target}_table)
    target_link_libraries(${target} PUBLIC jeton_net)
  endfunction()
  return()
endif()

function(media_type_of path out)
  get_filename_component(extension "${path}" LAST_EXT)
  string(TOLOWER "${extension}" extension)
  set(types
    .html "text/html" .css "text/css" .js "text/javascript"
    .mjs "text/javascript" .json "application/json" .map "application/json"
    .svg "image/svg+xml" .png "image/png" .jpg "image/jpeg" .ico "image/x-icon" .webp "image/webp"
    .woff2 "font/woff2" .txt "text/plain" .webmanifest "application/manifest+json"
    .yaml "application/yaml")
  list(FIND types "${extension}" at)
  if(extension STREQUAL "" OR at LESS 0)
    set(${out} "application/octet-stream" PARENT_SCOPE)
    return()
  endif()
  math(EXPR at "${at} + 1")
  list(GET types ${at} type)
  if(type MATCHES "^text/")
    string(APPEND type "; charset=utf-8")
  endif()
  set(${out} "${type}" PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${OUT})
set(files)
if(NOT DIR STREQUAL "" AND IS_DIRECTORY "${DIR}")
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${DIR}" "${DIR}/*")
endif()
# By byte, as the table is searched.
list(SORT files COMPARE STRING CASE SENSITIVE)
find_program(GZIP gzip)

set(symbols "")
set(rows "")
set(number 0)
foreach(path IN LISTS files)
  if(path MATCHES "[\"\\\\]")
    message(FATAL_ERROR "embed_files: the name of ${DIR}/${path} holds a quote or a backslash")
  endif()
  file(SHA256 "${DIR}/${path}" digest)
  string(SUBSTRING ${digest} 0 32 tag)
  media_type_of("${path}" type)
  # The bundler puts files under assets/ with eight characters of a digest in the name.
  set(immutable false)
  if(path MATCHES "^assets/.*-[A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-]\\.[a-z0-9.]+$")
    set(immutable true)
  endif()

  string(APPEND symbols "JETON_EMBED(f${number}, \"${DIR}/${path}\")  // ${digest}\n")
  set(compressed "{}")
  # A page is sent with a nonce put into it, so its compressed form would be of no use.
  if(GZIP AND type MATCHES "text/css|javascript|json|svg|text/plain|yaml")
    execute_process(COMMAND ${GZIP} -9 -n -c "${DIR}/${path}" OUTPUT_FILE ${OUT}/${digest}.gz RESULT_VARIABLE failed)
    file(SIZE "${DIR}/${path}" plain_size)
    file(SIZE ${OUT}/${digest}.gz gzip_size)
    if(failed EQUAL 0 AND gzip_size LESS plain_size)
      string(APPEND symbols "JETON_EMBED(z${number}, \"${OUT}/${digest}.gz\")\n")
      set(compressed "bytes(${NAME}_z${number}_begin, ${NAME}_z${number}_end)")
    endif()
  endif()
  string(APPEND rows "      {\"${path}\", \"${type}\", bytes(${NAME}_f${number}_begin, ${NAME}_f${number}_end),\n"
    "       ${compressed}, \"\\\"${tag}\\\"\", ${immutable}},\n")
  math(EXPR number "${number} + 1")
endforeach()

set(text "// Written by cmake/embed.cmake.
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include \"net/static_files.h\"

#define JETON_EMBED(name, path)                                                       \\
  __asm__(\".pushsection .rodata\\n.balign 16\\n\"                                        \\
          \"jeton_embed_${NAME}_\" #name \"_begin:\\n.incbin \\\"\" path \"\\\"\\n\"            \\
          \"jeton_embed_${NAME}_\" #name \"_end:\\n.byte 0\\n.popsection\\n\");             \\
  extern const char ${NAME}_##name##_begin[] __asm__(\"jeton_embed_${NAME}_\" #name \"_begin\");    \\
  extern const char ${NAME}_##name##_end[] __asm__(\"jeton_embed_${NAME}_\" #name \"_end\");

namespace jeton::embedded {

${symbols}
[[maybe_unused]] static std::string_view bytes(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::span<const net::EmbeddedFile> ${NAME}();
std::span<const net::EmbeddedFile> ${NAME}() {
  static const std::array<net::EmbeddedFile, ${number}> kFiles{{
${rows}  }};
  return kFiles;
}

}  // namespace jeton::embedded
")
set(before "")
if(EXISTS ${OUT}/files.cc)
  file(READ ${OUT}/files.cc before)
endif()
if(NOT before STREQUAL text)
  file(WRITE ${OUT}/files.cc "${text}")
endif()
