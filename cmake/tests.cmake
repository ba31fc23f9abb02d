# jeton_add_test(<name> COMMAND <command> LABELS <labels> [NEEDS <what>] [ALONE])
#
# The one way to register a test with CTest; tests/tidy/labels_test.py holds the list to it.
#
# LABELS: the first says which stage of tools/test runs it, and there is one of these:
#   check    the tree itself: nothing has to be built
#   console  the console by itself
#   unit     one module
#   server   a server that is built as the test is, on one or both databases
#   system   the release binary, whole
#   gateway  the release binary behind the gateways
#   browser  the release binary with the console in Chromium
# Others beside it: `contract` for what holds the server, the console and the stores to what is written down, `slow` for
# what takes longer than half a minute on two idle cores.
#
# NEEDS: `postgres`, a server that CTest starts before the first test that needs it and whose address the test finds in
# JETON_TEST_POSTGRES (one that is set already is taken instead); `release`, an up-to-date build/release/jeton; `package`, the
# same and build/jeton_*.deb; `node`, the console's npm packages. ALONE: nothing runs beside it, because it measures or because it fills the machine.

# For what hangs, and nothing else: the slowest, the browser tests on SQLite, take twenty minutes on two idle cores, and a test
# that other work slows down has not failed.
set(jeton_test_timeout_s 3600)

set(jeton_tests_env "")
if(JETON_SANITIZE MATCHES "address")
  list(APPEND jeton_tests_env
    "ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:abort_on_error=0:malloc_context_size=8"
    "UBSAN_OPTIONS=print_stacktrace=1")
elseif(JETON_SANITIZE MATCHES "thread")
  list(APPEND jeton_tests_env "TSAN_OPTIONS=ignore_noninstrumented_modules=1")
endif()

# Below /tmp, because the user that PostgreSQL runs as may not be able to reach a clone in somebody's home.
string(SHA256 jeton_postgres_folder "${PROJECT_BINARY_DIR}")
string(SUBSTRING ${jeton_postgres_folder} 0 12 jeton_postgres_folder)
set(jeton_postgres_folder /tmp/jeton-ctest-${jeton_postgres_folder})

function(jeton_add_test name)
  cmake_parse_arguments(ARG "ALONE" "" "COMMAND;LABELS;NEEDS" ${ARGN})
  if("postgres" IN_LIST ARG_NEEDS)
    # A target by its name is resolved only where it is the command.
    list(POP_FRONT ARG_COMMAND program)
    if(TARGET ${program})
      set(program $<TARGET_FILE:${program}>)
    endif()
    list(PREPEND ARG_COMMAND ${PROJECT_SOURCE_DIR}/tools/postgres-for-tests run ${jeton_postgres_folder} ${program})
  endif()
  add_test(NAME ${name} COMMAND ${ARG_COMMAND} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${jeton_test_timeout_s} LABELS "${ARG_LABELS}" ENVIRONMENT "${jeton_tests_env}"
    FIXTURES_REQUIRED "${ARG_NEEDS}" RUN_SERIAL ${ARG_ALONE} SKIP_RETURN_CODE 77)
  if("slow" IN_LIST ARG_LABELS)
    # CTest starts the dearest first, so that the last minute is not one test long.
    set_tests_properties(${name} PROPERTIES COST 100)
  endif()
endfunction()

function(jeton_add_fixture fixture step name)
  add_test(NAME fixture/${name} COMMAND ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(fixture/${name} PROPERTIES
    TIMEOUT ${jeton_test_timeout_s} FIXTURES_${step} ${fixture} RUN_SERIAL ON)
endfunction()

if(JETON_TESTS)
  jeton_add_fixture(postgres SETUP postgres_start ${PROJECT_SOURCE_DIR}/tools/postgres-for-tests restart ${jeton_postgres_folder})
  jeton_add_fixture(postgres CLEANUP postgres_stop ${PROJECT_SOURCE_DIR}/tools/postgres-for-tests stop ${jeton_postgres_folder})
  jeton_add_fixture(release SETUP release ${PROJECT_SOURCE_DIR}/tools/test release)
  jeton_add_fixture(package SETUP package ${PROJECT_SOURCE_DIR}/tools/deb)
  jeton_add_fixture(node SETUP node ${PROJECT_SOURCE_DIR}/tools/console exec true)
endif()
