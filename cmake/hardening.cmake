# What the compiler and the linker do against faults of memory in what ships; tests/hardening holds the binary to it.
# With the release preset alone: the sanitizers of the others find the fault itself.

include(CheckCXXCompilerFlag)
include(CheckPIESupported)

check_pie_supported(LANGUAGES CXX)

set(jeton_hardening -fstack-clash-protection)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i[3-6]86")
  list(APPEND jeton_hardening -fcf-protection=full)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  list(APPEND jeton_hardening -mbranch-protection=standard)
endif()

add_library(jeton_hardening INTERFACE)
foreach(flag IN LISTS jeton_hardening)
  string(MAKE_C_IDENTIFIER "jeton_has_${flag}" supported)
  check_cxx_compiler_flag(${flag} ${supported})
  if(${supported})
    target_compile_options(jeton_hardening INTERFACE $<$<CONFIG:Release>:${flag}>)
  endif()
endforeach()
target_link_options(jeton_hardening INTERFACE $<$<CONFIG:Release>:LINKER:-z,noexecstack,-z,text>)
