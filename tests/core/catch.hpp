#pragma once

// Catch2 comes as its amalgamated source, in one header, or installed, in many.
#if __has_include(<catch2/catch_amalgamated.hpp>)
#include <catch2/catch_amalgamated.hpp>
#else
#include <catch2/catch_test_macros.hpp>
#endif
