# Included by the project() of the mutated copy: every program of tests has the listener.
set(JETON_REACH_LISTENER ${CMAKE_CURRENT_LIST_DIR}/reach_listener.cc)
function(jeton_add_reach_listener)
  set_property(TARGET GTest::gtest_main APPEND PROPERTY INTERFACE_SOURCES ${JETON_REACH_LISTENER})
endfunction()
cmake_language(DEFER CALL jeton_add_reach_listener)
