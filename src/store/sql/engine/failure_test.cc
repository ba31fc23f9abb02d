#include "store/sql/engine/failure.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace jeton::store::sql {
namespace {

using base::ErrorKind;

/// What a row of the table says, in letters: u(navailable) or i(nternal), l(ost), w(rites refused), s(hared).
std::string in_letters(const Meaning& meaning) {
  std::string letters{meaning.kind == ErrorKind::kUnavailable ? "u" : "i"};
  EXPECT_TRUE(meaning.kind == ErrorKind::kUnavailable || meaning.kind == ErrorKind::kInternal);
  if (meaning.connection_lost) letters += 'l';
  if (meaning.refuses_writes) letters += 'w';
  if (meaning.session_shared) letters += 's';
  return letters;
}

struct Sqlstate {
  const char* state;
  const char* letters;
};

TEST(Failure, EverySqlstateThatAnOperatorMeetsIsUnavailable) {
  for (const auto& [state, letters] : {
           Sqlstate{"08000", "ul"}, {"08006", "ul"},  {"08P01", "ul"},                  // connection
           {"25006", "ulw"},                                                            // read-only
           {"25P03", "ul"},         {"57P01", "ul"},  {"57P02", "ul"},                  // ended by the server
           {"57P03", "ul"},         {"57P04", "ul"},  {"57P05", "ul"},                  //
           {"26000", "uls"},        {"42P05", "uls"},                                   // a shared session
           {"40001", "u"},          {"40P01", "u"},   {"40003", "u"},                   // lost races
           {"53000", "u"},          {"53200", "u"},   {"53300", "u"},  {"53400", "u"},  // resources
           {"53100", "ulw"},        {"58030", "ulw"},                                   // the disk
           {"55P03", "u"},          {"57014", "u"},                                     // time is up
       }) {
    EXPECT_EQ(in_letters(meaning_of_sqlstate(state)), letters) << state;
  }
}

TEST(Failure, EverythingElseIsAFaultOfOurs) {
  for (const auto* state :
       {"22P02", "23505", "23503", "25P01", "25P02", "25001", "28000", "34000", "42501", "42601", "42P01",
        "42703", "55000", "57000", "58000", "58P01", "0A000", "XX000"}) {
    EXPECT_EQ(in_letters(meaning_of_sqlstate(state)), "i") << state;
  }
}

// libpq gives no SQLSTATE for a connection that broke, and SOCI five blanks in its place.
TEST(Failure, WhatIsNoSqlstateMeansThatTheConnectionBroke) {
  for (const auto* state : {"", "     ", "0800", "080060", "08o06", "57p01"}) {
    EXPECT_EQ(in_letters(meaning_of_sqlstate(state)), "ul") << state;
  }
}

struct SqliteCode {
  int code;
  const char* letters;
};

TEST(Failure, SqliteCodesMeanTheSameOnTheOtherEngine) {
  for (const auto& [code, letters] : {
           SqliteCode{SQLITE_BUSY, "u"},
           {SQLITE_BUSY_SNAPSHOT, "u"},
           {SQLITE_LOCKED, "u"},
           {SQLITE_PROTOCOL, "u"},
           {SQLITE_NOMEM, "u"},
           {SQLITE_INTERRUPT, "u"},
           {SQLITE_CANTOPEN, "ul"},
           {SQLITE_PERM, "ul"},
           {SQLITE_READONLY, "ulw"},
           {SQLITE_READONLY_DBMOVED, "ulw"},
           {SQLITE_FULL, "ulw"},
           {SQLITE_IOERR_WRITE, "ulw"},
           {SQLITE_ERROR, "i"},
           {SQLITE_CONSTRAINT, "i"},
           {SQLITE_CORRUPT, "i"},
           {SQLITE_NOTADB, "i"},
           {SQLITE_MISUSE, "i"},
           {SQLITE_OK, "i"},
       }) {
    EXPECT_EQ(in_letters(meaning_of_sqlite_code(code)), letters) << code;
  }
}

}  // namespace
}  // namespace jeton::store::sql
