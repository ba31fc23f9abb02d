# add_module(<path> DEPS <modules> [LIBRARIES <targets>] SOURCES <files>
#            [TESTS <files>] [TEST_DEPS <modules>] [TEST_LIBRARIES <targets>] [TEST_LABELS <labels>] [TEST_NEEDS <what>]
#            [FUZZ <files>] [ALONE <files>])
#
# One call per module, from the module's own CMakeLists.txt. DEPS is what the module may include, and all
# it may include: tools/layers checks the sources against it. TESTS become one program <module>_test,
# labelled `unit` and TEST_LABELS (see cmake/tests.cmake, TEST_NEEDS too).
# Each FUZZ file x_fuzz.cc has its corpus in x_fuzz_corpus/, replayed by `ctest` in every build and
# extended by libFuzzer in the fuzz preset.
#
# The asan and release presets compile the files of a target several at a time (a unity build), in a third of the time.
# ALONE files are left out of that, because a name of theirs, local to the file, is another file's too; so are the routes,
# which treat one resource after another alike. The debug preset compiles each file by itself, and so shows what includes
# too little.

add_library(jeton_options INTERFACE)
target_include_directories(jeton_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_compile_options(jeton_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wimplicit-fallthrough
  # A designated initialiser leaves out what has a default on purpose.
  -Wno-missing-field-initializers)
# Debian's Boost.Beast and SOCI headers are system headers; what is left of their noise after inlining is
# not ours to mend.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(jeton_options INTERFACE
    -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-restrict -Wno-dangling-pointer)
endif()
target_compile_options(jeton_options INTERFACE -fstack-protector-strong -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
target_link_options(jeton_options INTERFACE -Wl,-z,relro,-z,now)
target_link_libraries(jeton_options INTERFACE jeton_hardening)
if(JETON_SANITIZE)
  target_compile_options(jeton_options INTERFACE
    -fsanitize=${JETON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(jeton_options INTERFACE -fsanitize=${JETON_SANITIZE})
  # The vptr check needs type information that Debian's libsoci_postgresql hides.
  target_compile_options(jeton_options INTERFACE -fno-sanitize=vptr)
  if(JETON_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # It does not follow the fences of Boost.Asio, which can do without most of them.
    target_compile_options(jeton_options INTERFACE -Wno-tsan)
    target_compile_definitions(jeton_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()
if(JETON_FUZZ)
  target_compile_options(jeton_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

function(jeton_target_name path out)
  string(REPLACE "/" "_" name "${path}")
  set(${out} "jeton_${name}" PARENT_SCOPE)
endfunction()

function(jeton_compile_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

function(jeton_link target scope)
  foreach(dependency IN LISTS ARGN)
    jeton_target_name(${dependency} name)
    target_link_libraries(${target} ${scope} ${name})
  endforeach()
endfunction()

function(add_module path)
  cmake_parse_arguments(ARG "" "" "DEPS;LIBRARIES;SOURCES;TESTS;TEST_DEPS;TEST_LIBRARIES;TEST_LABELS;TEST_NEEDS;FUZZ;ALONE" ${ARGN})
  jeton_target_name(${path} target)
  set(alike ${ARG_SOURCES})
  list(FILTER alike INCLUDE REGEX "_routes\\.cc$")
  jeton_compile_alone(${alike} ${ARG_ALONE})
  add_library(${target} STATIC ${ARG_SOURCES})
  target_link_libraries(${target} PUBLIC jeton_options ${ARG_LIBRARIES})
  jeton_link(${target} PUBLIC ${ARG_DEPS})

  if(JETON_TESTS AND ARG_TESTS)
    add_executable(${target}_test ${ARG_TESTS})
    target_link_libraries(${target}_test PRIVATE ${target} ${ARG_TEST_LIBRARIES} GTest::gmock GTest::gtest_main)
    jeton_link(${target}_test PRIVATE ${ARG_TEST_DEPS})
    jeton_add_test(${path} COMMAND ${target}_test LABELS unit ${ARG_TEST_LABELS} NEEDS ${ARG_TEST_NEEDS})
  endif()

  foreach(fuzz IN LISTS ARG_FUZZ)
    if(JETON_TESTS OR JETON_FUZZ)
      get_filename_component(fuzz_name ${fuzz} NAME_WE)
      jeton_target_name(${path}_${fuzz_name} fuzz_target)
      set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/${fuzz_name}_corpus)
      if(JETON_FUZZ)
        add_executable(${fuzz_target} ${fuzz})
        target_link_options(${fuzz_target} PRIVATE -fsanitize=fuzzer)
      else()
        add_executable(${fuzz_target} ${fuzz} ${PROJECT_SOURCE_DIR}/tools/replay_corpus.cc)
        jeton_add_test(${path}/${fuzz_name} COMMAND ${fuzz_target} ${corpus} LABELS unit)
      endif()
      target_link_libraries(${fuzz_target} PRIVATE ${target})
    endif()
  endforeach()
endfunction()
