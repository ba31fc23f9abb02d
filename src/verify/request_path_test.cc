#include "verify/request_path.h"

#include <gtest/gtest.h>

namespace jeton::verify {
namespace {

std::optional<std::string> plain(std::string_view target) {
  const auto path = RequestPath::parse(target);
  return path ? std::optional{std::string{path->plain()}} : std::nullopt;
}

TEST(RequestPath, DecodesOnceAndDropsTheQuery) {
  EXPECT_EQ(plain("/billing/invoices?x=/../y"), "/billing/invoices");
  EXPECT_EQ(plain("/caf%C3%A9/a%20b"), "/caf\xC3\xA9/a b");
  EXPECT_EQ(plain("/billing/"), "/billing/");
  EXPECT_EQ(plain("/"), "/");
  EXPECT_EQ(plain("/?"), "/");
  EXPECT_EQ(plain("/a%23b%3Fc%3bd"), "/a#b?c;d");
}

TEST(RequestPath, KeepsWhatWasSentForServicesThatDecodeNothing) {
  EXPECT_EQ(RequestPath::parse("/%62illing/%6a?x=%6a")->undecoded(), "/%62illing/%6a");
  EXPECT_EQ(RequestPath::parse("/billing/7?x")->undecoded(), "/billing/7");
}

TEST(RequestPath, IsReadAgainAsIfItWereNew) {
  RequestPath path;
  const auto is = [&path](std::string_view target, std::string_view read, std::string_view loosest) {
    return path.read(target) && path.undecoded() == target && path.plain() == read &&
           path.loosest() == loosest;
  };
  EXPECT_TRUE(is("/caf%C3%89/%6a", "/caf\xC3\x89/j", "/caf\xC3\xA9/j"));
  EXPECT_TRUE(is("/%41b", "/Ab", "/Ab"));
  EXPECT_TRUE(is("/billing", "/billing", "/billing"));
  EXPECT_FALSE(path.read("/a%"));
  EXPECT_FALSE(path.read("/caf%C3%89/%20"));
  EXPECT_TRUE(is("/Orders/7", "/Orders/7", "/Orders/7"));
}

TEST(RequestPath, TakesEveryCharacterOfAPathAndNoOther) {
  constexpr std::string_view kMarks = "/-._~!$&'()*+,;=:@?";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool expected = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          kMarks.find(c) != kMarks.npos;
    EXPECT_EQ(plain(std::string{"/a"} + c + "b").has_value(), expected) << byte;
  }
}

TEST(RequestPath, TakesEveryPrintableCharacterOfAQueryButTheHash) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool expected = byte > 0x20 && byte < 0x7f && byte != '#';
    EXPECT_EQ(plain(std::string{"/a?"} + static_cast<char>(byte) + "b").has_value(), expected) << byte;
  }
}

TEST(RequestPath, TakesEscapesOfAsciiButControlsSlashesAndPercent) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (unsigned byte = 0; byte < 0x80; ++byte) {
    const bool expected = byte >= 0x20 && byte != 0x7f && byte != '/' && byte != '\\' && byte != '%';
    const std::string escape{'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    EXPECT_EQ(plain("/a" + escape + "b").has_value(), expected) << escape;
  }
  EXPECT_EQ(plain("/%4A%4a"), "/JJ");
}

TEST(RequestPath, RefusesWhatIsNoPath) {
  for (const auto* target :
       {"", "billing", "*", "?x", "http://host/billing", "host:443", "#/billing", " /a"}) {
    EXPECT_EQ(plain(target), std::nullopt) << target;
  }
}

TEST(RequestPath, RefusesARawHashWhereverItIs) {
  for (const auto* target : {"/a#", "/a#/../b", "/#", "/a?x=1#y", "/a?#", "/a;#", "/a%20#"}) {
    EXPECT_EQ(plain(target), std::nullopt) << target;
  }
}

TEST(RequestPath, RefusesBrokenEscapesAndTextThatIsNotUtf8) {
  for (const auto* target : {"/a%",
                             "/a%2",
                             "/a%zz",
                             "/a%2g",
                             "/a%g2",
                             "/a%c3%bg",
                             "/a%g0%9f%98%80",
                             "/a%+1",
                             "/a%-1",
                             "/a%0x41",
                             "/a% 1",
                             "/a%u002f",
                             "/a%C0%AE",
                             "/a%c0%af",
                             "/a%e0%80%af",
                             "/a%e9",
                             "/a%c3",
                             "/a%c3%",
                             "/a%ff",
                             "/a%ed%a0%80",
                             "/a%f4%90%80%80",
                             "/a%f0%80%80%af",
                             "/a%80",
                             "/a%c3/%a9"}) {
    EXPECT_EQ(plain(target), std::nullopt) << target;
  }
}

TEST(RequestPath, RefusesWhatNoTwoReadersAgreeOn) {
  for (const auto* target : {"/a%C2%85", "/a%E2%80%A8b", "/a%E2%80%A9b", "/a%EE%80%80", "/a%CD%B8"}) {
    EXPECT_EQ(plain(target), std::nullopt) << target;
  }
}

TEST(RequestPath, RefusesSegmentsThatVanishOrClimbForSomeReader) {
  for (const auto* segment : {"",
                              ".",
                              "..",
                              "...",
                              "%2e",
                              ".%2E",
                              "%2e%2e%2e",
                              ";",
                              ";x",
                              ",",
                              ",x",
                              "=",
                              "=x",
                              "%2cx",
                              "%3bx",
                              "..;x",
                              ".;",
                              "..%3b",
                              ":x",
                              "..:x",
                              "%20",
                              "%20a",
                              "..%20",
                              ".%20.",
                              ".%20x",
                              "+",
                              "++",
                              "+..",
                              "..+",
                              ".+x",
                              "+;x",
                              "(S(x))",
                              "(a)",
                              "%28a)",
                              "%3f",
                              "%3Fx",
                              "%23x",
                              "..%23x",
                              "..,x",
                              "..!",
                              "..*",
                              "..%22",
                              "..@",
                              "..$",
                              "%C2%A0",
                              "..%C2%A0",
                              "%E2%80%8B",
                              ".%E2%80%8B.",
                              "%E2%80%A5",
                              "%E2%80%A4%E2%80%A4",
                              "%EF%BC%8E.",
                              "..%CD%BEx",
                              "%EF%BC%9Bx",
                              "%E3%80%80x",
                              "..%E1%9A%80",
                              "a%EF%BC%8F..",
                              "a%EF%BC%BCb",
                              "a%EF%BC%85b",
                              "a%E2%84%80b"}) {
    const std::string written = segment;
    EXPECT_EQ(plain("/a/" + written + "/b"), std::nullopt) << segment;
    if (written.empty()) continue;
    EXPECT_EQ(plain("/a/" + written), std::nullopt) << segment;
    EXPECT_EQ(plain("/" + written + "/b"), std::nullopt) << segment;
  }
  EXPECT_EQ(plain("//"), std::nullopt);
  EXPECT_EQ(plain("/a//"), std::nullopt);
}

TEST(RequestPath, TakesOrdinaryNames) {
  for (const auto* segment : {".well-known",
                              "..a",
                              ".~lock",
                              ".-",
                              "._",
                              ".%C3%A9t%C3%A9",
                              "...x",
                              "a..b",
                              "a.",
                              "a%20b",
                              "a%20",
                              "+4412345",
                              "a+b",
                              "a:cancel",
                              "a;v=1",
                              "Items(7)",
                              "$metadata",
                              "@scope",
                              "~user",
                              "100",
                              "*",
                              "!a",
                              "'a'",

                              "&",
                              ")",
                              "%22a%22",
                              "%5B1%5D",
                              "%7Bid%7D",
                              "C%23",
                              "what%3F",
                              "TKN-1234-5678",
                              "%E6%9D%B1%E4%BA%AC",
                              "%F0%9F%98%80",
                              "stra%C3%9Fe",
                              "%E0%A4%B9%E0%A4%BF"}) {
    EXPECT_TRUE(plain(std::string{"/a/"} + segment + "/b").has_value()) << segment;
  }
}

bool may_have(std::string_view target, std::string_view prefix) {
  return RequestPath::parse(target)->may_have_prefix(prefix);
}

TEST(RequestPath, IsReadToEveryMarkAndWithoutCase) {
  for (const auto* target :
       {"/billing/journals",        "/billing/journals/",        "/billing/journals/7",
        "/billing/journals?x",      "/billing/journals;x",       "/billing/journals%3bx",
        "/billing/journals;x/7",    "/billing;x/journals",       "/billing;/journals;",
        "/billing/journals.",       "/billing/journals..",       "/billing/journals%20",
        "/billing/journals%20.%20", "/billing/journals.json",    "/billing/journals:x",
        "/billing/journals::$DATA", "/billing/journals,x",       "/billing/journals(7)",
        "/billing/journals+",       "/billing/+journals",        "/billing/journals%23x",
        "/billing/journals%3Fx",    "/billing/journals~",        "/billing/journals%22",
        "/billing/journals'",       "/billing/journals@2",       "/Billing/Journals",
        "/BILLING/JOURNALS",        "/billing/Journals;x",       "/%62illing/%6Aournals",
        "/billing/%4aournals",      "/billing/%EF%BD%8Aournals", "/billing/journal%C5%BF",
        "/b%C4%B1lling/journals",   "/b%C4%B0lling/journals",    "/billing/jour%E2%80%8Bnals",
        "/billing/journals%CD%BEx", "/billing/journals%C2%A0",   "/billing/journals%CC%81",
        "/billing/journals%C3%A9",  "/b%C4%B1lling;x/JOURNALS"}) {
    EXPECT_TRUE(may_have(target, "/billing/journals")) << target;
    EXPECT_TRUE(may_have(target, "/Billing/JOURNALS")) << target;
  }
}

TEST(RequestPath, IsNotReadAsALongerOrAnotherName) {
  for (const auto* target :
       {"/billing", "/billing/", "/billing/journal", "/billing/journalsx", "/billing/journals-old",
        "/billing/journals_2", "/billing/journals2", "/billing/JournalsX", "/billing/xjournals",
        "/billing/x/journals", "/journals", "/billing/.journals", "/billing/%C3%A9journals",
        "/billingx/journals", "/a/billing/journals", "/billing/jourmals;x", "/billing/journal;s"}) {
    EXPECT_FALSE(may_have(target, "/billing/journals")) << target;
  }
  EXPECT_TRUE(may_have("/x", "/"));
  EXPECT_TRUE(may_have("/", "/"));
  EXPECT_FALSE(may_have("/", "/billing"));
  EXPECT_FALSE(may_have("/a%60b", "/a@b")) << "no letters";
  EXPECT_FALSE(may_have("/a%7bb", "/a[b"));
  EXPECT_TRUE(may_have("/aZ-Az", "/Az-aZ"));
}

}  // namespace
}  // namespace jeton::verify
