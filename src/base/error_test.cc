#include "base/error.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "base/result.h"

namespace jeton::base {
namespace {

TEST(Error, EveryKindHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::kInternal); ++kind) {
    const auto name = to_string(static_cast<ErrorKind>(kind));
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), name.npos) << name;
  }
  EXPECT_EQ(names.size(), 13u);
}

TEST(Error, InvalidNamesTheFieldAndTheRule) {
  const auto error = Error::invalid("name", "The name is required.");
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  ASSERT_EQ(error.fields().size(), 1u);
  EXPECT_EQ(error.fields()[0], (FieldError{"name", "The name is required."}));
  EXPECT_EQ(error.message(), "One or more validation errors occurred.");
}

TEST(Error, InvalidKeepsEveryFieldInOrder) {
  const auto error = Error::invalid({{"name", "a"}, {"modules[0].id", "b"}, {"name", "c"}});
  ASSERT_EQ(error.fields().size(), 3u);
  EXPECT_EQ(error.fields()[1].path, "modules[0].id");
  EXPECT_EQ(error.fields()[2].message, "c");
}

TEST(ErrorDeathTest, InvalidWithoutAFieldIsABug) {
  EXPECT_DEATH(static_cast<void>(Error::invalid(std::vector<FieldError>{})), "fields");
}

TEST(Error, ConflictMayNameTheObjectInTheWholeOnly) {
  const auto error = Error::conflict(FieldError{"status", "Token is already Active."},
                                     "Token TKN-4410-0912 is already Active.");
  EXPECT_EQ(error.kind(), ErrorKind::kConflict);
  EXPECT_EQ(error.message(), "Token TKN-4410-0912 is already Active.");
  EXPECT_EQ(error.fields(), (std::vector<FieldError>{{"status", "Token is already Active."}}));
}

TEST(Error, ConflictOnAPathRepeatsItsMessage) {
  const auto error = Error::conflict("id", "The id is taken.");
  EXPECT_EQ(error.message(), "The id is taken.");
  EXPECT_EQ(error.fields(), (std::vector<FieldError>{{"id", "The id is taken."}}));
}

TEST(Error, AFieldMayBeTheReasonForAnyKind) {
  const auto error = Error::at_field(ErrorKind::kPayloadTooLarge, {"icon", "Too large."});
  EXPECT_EQ(error.kind(), ErrorKind::kPayloadTooLarge);
  EXPECT_EQ(error.message(), "Too large.");
  EXPECT_EQ(error.fields(), (std::vector<FieldError>{{"icon", "Too large."}}));
}

TEST(Error, TheCauseOfAnInternalErrorIsForTheLogAlone) {
  for (const auto& error : {Error::internal("table x is gone"), Error::unavailable("table x is gone")}) {
    EXPECT_EQ(error.detail(), "table x is gone");
    EXPECT_EQ(error.message().find("table"), std::string::npos);
    EXPECT_FALSE(error.message().empty());
    EXPECT_TRUE(error.fields().empty());
  }
}

TEST(Error, TheFixedOnesHaveTheirKind) {
  EXPECT_EQ(Error::not_found().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(Error::denied().kind(), ErrorKind::kDenied);
  EXPECT_EQ(Error::unauthenticated().kind(), ErrorKind::kUnauthenticated);
  EXPECT_EQ(Error{}.kind(), ErrorKind::kInternal);
}

Result<int> half(int value) {
  if (value % 2 != 0) return Error::invalid("value", "The value must be even.");
  return value / 2;
}

Result<void> check_half(int value) {
  JETON_TRY(const int halved, half(value));
  static_cast<void>(halved);
  return {};
}

Result<std::unique_ptr<int>> quarter(int value) {
  JETON_CHECK(check_half(value));
  JETON_TRY(auto halved, half(value));
  JETON_TRY(halved, half(halved));
  return std::make_unique<int>(halved);
}

TEST(Result, TryHandsOnTheFirstErrorAndElseTheValue) {
  const auto fine = quarter(12);
  ASSERT_TRUE(fine.has_value());
  EXPECT_EQ(**fine, 3);
  for (const int value : {3, 6}) {
    const auto failed = quarter(value);
    ASSERT_TRUE(failed.has_error()) << value;
    EXPECT_EQ(failed.error().fields().at(0).path, "value");
  }
}

TEST(ResultDeathTest, AskingAnErrorForItsValueTerminates) {
  const auto failed = half(1);
  EXPECT_DEATH(static_cast<void>(failed.value()), "");
}

}  // namespace
}  // namespace jeton::base
