#include "server/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace jeton::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const ConfigEntry& entry(const LoadedConfig& loaded, std::string_view name) {
  for (const auto& candidate : loaded.entries) {
    if (candidate.name == name) return candidate;
  }
  throw std::runtime_error{"no such entry"};
}

std::string rule_of(const ConfigInput& input) {
  const auto loaded = load_config(input);
  return loaded.has_value() ? std::string{} : loaded.error().fields().front().message;
}

class ConfigFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern{(std::filesystem::temp_directory_path() / "jeton-config-XXXXXX").string()};
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(std::string_view text) {
    const auto path = (folder_ / "jeton.yaml").string();
    std::ofstream{path} << text;
    return path;
  }

 private:
  std::filesystem::path folder_;
};

TEST(Config, DefaultsNeedNothingAndShowWhatTheyStandFor) {
  const auto loaded = load_config({});
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(entry(*loaded, "listen").value, "127.0.0.1:8080");
  EXPECT_EQ(entry(*loaded, "metrics_listen").value, "127.0.0.1:9464");
  EXPECT_EQ(entry(*loaded, "gateway_listen").value, "off");
  EXPECT_EQ(entry(*loaded, "gateway_threads").value, std::to_string(processors()));
  EXPECT_EQ(entry(*loaded, "database").value, "sqlite:./data/jeton.db");
  EXPECT_EQ(entry(*loaded, "key_file").value, "./data/keys");
  EXPECT_EQ(entry(*loaded, "replica").value, "./data/replica");
  EXPECT_EQ(entry(*loaded, "base_url").value, "http://127.0.0.1:8080");
  for (const auto& each : loaded->entries) EXPECT_EQ(each.source, ConfigSource::kDefault) << each.name;
}

TEST_F(ConfigFile, FlagsWinOverTheEnvironmentThatOverTheFileThatOverDefaults) {
  ConfigInput input;
  input.file = write("data: /from/file\nio_threads: 2\nworker_threads: 3\nlog_level: debug\n");
  input.environment = {{"JETON_DATA", "/from/environment"},
                       {"JETON_WORKER_THREADS", "4"},
                       {"HOME", "/x"},
                       {"JETON_TOKEN", "not a setting"}};
  input.flags = {{"data", "/from/flag"}};
  const auto loaded = load_config(input);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().fields().front().message;
  EXPECT_EQ(loaded->config.data.string(), "/from/flag");
  EXPECT_EQ(entry(*loaded, "data").source, ConfigSource::kFlag);
  EXPECT_EQ(loaded->config.worker_threads, 4U);
  EXPECT_EQ(entry(*loaded, "worker_threads").source, ConfigSource::kEnvironment);
  EXPECT_EQ(loaded->config.io_threads, 2U);
  EXPECT_EQ(entry(*loaded, "io_threads").source, ConfigSource::kFile);
  EXPECT_EQ(entry(*loaded, "database_connections").source, ConfigSource::kDefault);
  EXPECT_EQ(entry(*loaded, "database").value, "sqlite:/from/flag/jeton.db");
}

TEST_F(ConfigFile, RefusesUnknownKeysWithTheLine) {
  ConfigInput input;
  input.file = write("data: x\nlisten_on: y\n");
  EXPECT_THAT(rule_of(input), HasSubstr("Line 2: unknown setting"));
}

TEST_F(ConfigFile, TakesProxiesAsAListOrSeparatedByCommas) {
  ConfigInput input;
  input.file = write("listen: 0.0.0.0:8080\ntrusted_proxies: [10.0.0.0/8, \"fd00::/8\"]\n");
  auto loaded = load_config(input);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().fields().front().message;
  EXPECT_EQ(entry(*loaded, "trusted_proxies").value, "10.0.0.0/8, fd00::/8");
  input.environment = {{"JETON_TRUSTED_PROXIES", " 192.0.2.7 , 198.51.100.0/24"}};
  loaded = load_config(input);
  EXPECT_EQ(entry(*loaded, "trusted_proxies").value, "192.0.2.7, 198.51.100.0/24");
}

TEST(Config, AMissingFileIsAnError) {
  EXPECT_THAT(rule_of({"/nowhere/jeton.yaml", {}, {}}), HasSubstr("/nowhere/jeton.yaml cannot be read"));
}

//
TEST(Config, PlainHttpOffLoopbackNeedsATrustedProxy) {
  for (const auto* listen :
       {"0.0.0.0:80", "192.0.2.1:8080", "[::]:80", "[2001:db8::1]:80", "127.0.0.1:80,192.0.2.1:80",
        "192.0.2.1:80,127.0.0.1:80", "[::ffff:192.0.2.1]:80"}) {
    EXPECT_THAT(rule_of({{}, {}, {{"listen", listen}}}), HasSubstr("trusted_proxies")) << listen;
    EXPECT_EQ(rule_of({{}, {}, {{"listen", listen}, {"trusted_proxies", "10.0.0.0/8"}}}), "") << listen;
    EXPECT_THAT(rule_of({{}, {}, {{"gateway_listen", listen}}}), HasSubstr("trusted_proxies")) << listen;
    EXPECT_EQ(rule_of({{}, {}, {{"gateway_listen", listen}, {"trusted_proxies", "10.0.0.0/8"}}}), "")
        << listen;
  }
  for (const auto* listen : {"127.0.0.1:0", "127.9.9.9:8080", "[::1]:8080", "localhost:8080",
                             "[0:0:0:0:0:0:0:1]:8080", "[::ffff:127.0.0.1]:80", "127.0.0.1:80,[::1]:80"}) {
    const auto loaded = load_config({{}, {}, {{"listen", listen}}});
    ASSERT_TRUE(loaded.has_value()) << listen;
    EXPECT_TRUE(listens_on_loopback(loaded->config)) << listen;
  }
}

//
TEST(Config, HttpsNeedsNoProxyAnywhere) {
  const auto loaded =
      load_config({{}, {}, {{"listen", "0.0.0.0:443"}, {"tls_certificate", "c"}, {"tls_key", "k"}}});
  ASSERT_TRUE(loaded.has_value());
  EXPECT_TRUE(serves_https(loaded->config));
  EXPECT_EQ(entry(*loaded, "base_url").value, "https://0.0.0.0:443");
  EXPECT_FALSE(serves_https(load_config({}).value().config));
}

TEST(Config, ACertificateAndItsKeyComeTogether) {
  EXPECT_EQ(rule_of({{}, {}, {{"tls_certificate", "c"}}}), "is needed with tls_certificate");
  EXPECT_EQ(rule_of({{}, {}, {{"tls_key", "k"}}}), "is needed with tls_key");
}

TEST(Config, NamesThePlaceOfABrokenSetting) {
  EXPECT_THAT(rule_of({{}, {{"JETON_LISTEN", "8080"}}, {}}),
              HasSubstr("JETON_LISTEN: must be an IP address"));
  EXPECT_THAT(rule_of({{}, {}, {{"io_threads", "0"}}}), HasSubstr("--io-threads: must be a number"));
}

TEST(Config, RefusesWhatNoSettingCanBe) {
  const std::pair<std::string, std::string> broken[] = {
      {"listen", "127.0.0.1:65536"},
      {"listen", "::1:80"},
      {"listen", "[127.0.0.1]:80"},
      {"listen", "example:80"},
      {"listen", "127.0.0.1:"},
      {"listen", ""},
      {"listen", "127.0.0.1:80,"},
      {"listen", "127.0.0.1:80,[::1]:80,127.0.0.1:80"},
      {"metrics_listen", ""},
      {"metrics_listen", "OFF"},
      {"metrics_listen", "9464"},
      {"metrics_listen", "127.0.0.1:9464,[::1]:9464"},
      {"gateway_listen", ""},
      {"gateway_listen", "8081"},
      {"gateway_listen", "127.0.0.1:1,off"},
      {"gateway_threads", "0"},
      {"gateway_threads", "257"},
      {"trusted_proxies", "10.0.0.0/33"},
      {"trusted_proxies", "proxy"},
      {"io_threads", "1x"},
      {"worker_threads", "257"},
      {"max_staleness", "0"},
      {"max_staleness", "3601"},
      {"max_staleness", "60s"},
      {"log_level", "loud"},
      {"data", ""},
      {"database", "mysql://x"},
      {"base_url", "tokens.example"},
      {"base_url", "https://u@tokens.example"},
      {"base_url", "ftp://tokens.example"},
      {"base_url", "https://"},
      {"base_url", "https://:443"},
      {"base_url", "https://tokens.example:"},
      {"base_url", "https://tokens.example:0"},
      {"base_url", "https://tokens.example:65536"},
      {"base_url", "https://tokens example"},
      {"base_url", "https://2001:db8::1"},
      {"base_url", "https://[192.0.2.1]"},
      {"base_url", "https://[2001:db8::1"},
      {"base_url", "https://tokens.example?x"},
      {"base_url", "https://tokens.example#x"},
  };
  for (const auto& [name, value] : broken) {
    EXPECT_NE(rule_of({{}, {}, {{name, value}}}), "") << name << " " << value;
  }
}

TEST(Config, DropsTheSlashAtTheEndOfTheBaseUrl) {
  for (const std::string url :
       {"https://tokens.example", "http://127.0.0.1:8080", "https://[2001:db8::1]:8443",
        "https://tokens.example:65535", "http://localhost:1"}) {
    EXPECT_EQ(load_config({{}, {}, {{"base_url", url}}})->config.base_url->text(), url);
    EXPECT_EQ(load_config({{}, {}, {{"base_url", url + "/"}}})->config.base_url->text(), url);
  }
  EXPECT_FALSE(load_config({{}, {}, {{"base_url", ""}}})->config.base_url.has_value());
  EXPECT_FALSE(load_config({{}, {}, {{"base_url", "/"}}})->config.base_url.has_value());
}

// The console's pages begin at the root: below a path they would be blank.
TEST(Config, RefusesABaseUrlWithAPath) {
  for (const auto* url : {"https://tokens.example/jeton", "https://tokens.example/jeton/", "http://h//x"}) {
    EXPECT_THAT(rule_of({{}, {}, {{"base_url", url}}}), HasSubstr("cannot be served below a path")) << url;
  }
}

TEST_F(ConfigFile, TakesAddressesAsAListOrSeparatedByCommas) {
  ConfigInput input;
  input.file = write("listen: [\"127.0.0.1:1\", \"[::1]:1\"]\nmetrics_listen: off\n");
  auto loaded = load_config(input);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().fields().front().message;
  EXPECT_EQ(entry(*loaded, "listen").value, "127.0.0.1:1, [::1]:1");
  EXPECT_EQ(entry(*loaded, "metrics_listen").value, "off");
  EXPECT_FALSE(loaded->config.metrics_listen.has_value());
  input.environment = {{"JETON_LISTEN", "127.0.0.1:2,127.0.0.1:3"}, {"JETON_METRICS_LISTEN", "0.0.0.0:9464"}};
  loaded = load_config(input);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().fields().front().message;
  EXPECT_EQ(entry(*loaded, "listen").value, "127.0.0.1:2, 127.0.0.1:3");
  EXPECT_EQ(entry(*loaded, "metrics_listen").value, "0.0.0.0:9464");
  // It speaks of no one's tokens, so it needs no proxy.
  EXPECT_TRUE(listens_on_loopback(loaded->config));
}

TEST(Config, KeepsDatabaseAndKeysInTheDataFolderUnlessItSaysOtherwise) {
  const auto loaded = load_config({{}, {}, {{"data", "/srv/jeton"}}});
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(database_address(loaded->config)->engine, store::sql::Engine::kSqlite);
  EXPECT_EQ(database_address(loaded->config)->path, "/srv/jeton/jeton.db");
  EXPECT_EQ(key_file_path(loaded->config).string(), "/srv/jeton/keys");
  EXPECT_EQ(entry(*loaded, "database").value, "sqlite:/srv/jeton/jeton.db");
  const auto elsewhere = load_config(
      {{}, {}, {{"data", "/srv/jeton"}, {"database", "sqlite:/other/x.db"}, {"key_file", "/other/k"}}});
  ASSERT_TRUE(elsewhere.has_value());
  EXPECT_EQ(database_address(elsewhere->config)->path, "/other/x.db");
  EXPECT_EQ(key_file_path(elsewhere->config).string(), "/other/k");
}

TEST(Config, KeepsTheReplicaInTheDataFolderOrElsewhereOrNowhere) {
  const auto path_of = [](std::map<std::string, std::string> flags) {
    return replica_path(load_config({{}, {}, std::move(flags)}).value().config);
  };
  EXPECT_EQ(path_of({{"data", "/srv/jeton"}}), "/srv/jeton/replica");
  EXPECT_EQ(path_of({{"data", "/srv/jeton"}, {"replica", ""}}), "/srv/jeton/replica");
  EXPECT_EQ(path_of({{"data", "/srv/jeton"}, {"replica", "/dev/shm/jeton"}}), "/dev/shm/jeton");
  EXPECT_EQ(path_of({{"data", "/srv/jeton"}, {"replica", "off"}}), std::nullopt);
  const auto off = load_config({{}, {}, {{"replica", "off"}}});
  EXPECT_EQ(entry(*off, "replica").value, "off");
}

TEST(Config, SaysHowOldTheReplicaMayBe) {
  const auto stated = [](const char* text) {
    return load_config({{}, {}, {{"max_staleness", text}}}).value().config.max_staleness;
  };
  EXPECT_EQ(load_config({}).value().config.max_staleness, std::chrono::seconds{60});
  EXPECT_EQ(stated("1"), std::chrono::seconds{1});
  EXPECT_EQ(stated("3600"), std::chrono::seconds{3600});
}

TEST(Config, ReadsTheLogLevel) {
  const std::pair<const char*, base::LogLevel> levels[] = {{"debug", base::LogLevel::kDebug},
                                                           {"info", base::LogLevel::kInfo},
                                                           {"warning", base::LogLevel::kWarning},
                                                           {"error", base::LogLevel::kError}};
  for (const auto& [name, level] : levels) {
    const auto loaded = load_config({{}, {}, {{"log_level", name}}});
    ASSERT_TRUE(loaded.has_value()) << name;
    EXPECT_EQ(loaded->config.log_level, level) << name;
    EXPECT_EQ(entry(*loaded, "log_level").value, name);
  }
}

TEST(Config, NamesTheSettingsThatNeedARestart) {
  const auto stated = [](std::map<std::string, std::string> flags) {
    return load_config({{}, {}, std::move(flags)}).value().config;
  };
  const auto running = stated({});
  EXPECT_THAT(settings_for_a_restart(running, running), IsEmpty());
  EXPECT_THAT(
      settings_for_a_restart(running, stated({{"log_level", "debug"}, {"trusted_proxies", "10.0.0.0/8"}})),
      IsEmpty());
  EXPECT_THAT(
      settings_for_a_restart(
          running,
          stated({{"listen", "127.0.0.1:9000"}, {"io_threads", "2"}, {"log_file", "/var/log/jeton.log"}})),
      ElementsAre("listen", "base_url", "io_threads", "log_file"));
}

TEST(Config, KnowsWhetherTheBaseUrlIsHttps) {
  EXPECT_TRUE(BaseUrl::parse("https://tokens.example").value().is_https());
  EXPECT_FALSE(BaseUrl::parse("http://https").value().is_https());
}

TEST(Config, NeverShowsTheDatabasePassword) {
  const auto loaded = load_config({{}, {{"JETON_DATABASE", "postgres://jeton:zqxjkv@db.example/jeton"}}, {}});
  ASSERT_TRUE(loaded.has_value());
  EXPECT_THAT(entry(*loaded, "database").value, HasSubstr("db.example"));
  EXPECT_THAT(entry(*loaded, "database").value, Not(HasSubstr("zqxjkv")));
  EXPECT_THAT(rule_of({{}, {{"JETON_DATABASE", "postgres:/jeton:zqxjkv@db"}}, {}}), Not(HasSubstr("zqxjkv")));
}

}  // namespace
}  // namespace jeton::server
