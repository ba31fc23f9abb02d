#include "app/testing/platform.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/check.h"
#include "store/sql/open.h"

namespace jeton::app::testing {
namespace {

using domain::AccountType;

domain::Stamp set_up(base::Timestamp at) {
  return {at, domain::system_actor(), std::nullopt};
}

domain::Account account(const char* id, AccountType type, const char* name, base::Timestamp at) {
  domain::Account made{.id = *domain::AccountId::parse(id), .name = name, .created = set_up(at)};
  made.type = type;
  made.status = domain::initial_status(type);
  return made;
}

}  // namespace

/// The platform's, which is made after the store.
class LaterClock final : public base::Clock {
 public:
  [[nodiscard]] base::Timestamp now() const override { return is->now(); }
  const base::Clock* is = nullptr;
};

struct TestPlatform::OwnStore {
  OwnStore() {
    auto pattern = (std::filesystem::temp_directory_path() / "jeton-test-XXXXXX").string();
    JETON_ASSERT(::mkdtemp(pattern.data()) != nullptr);
    folder = pattern;
    const auto address = store::sql::parse_address("sqlite:" + folder + "/jeton.db");
    auto opened = store::sql::open(*address, {.clock = &clock});
    JETON_ASSERT(opened.has_value());
    store = *std::move(opened);
    JETON_ASSERT(store->migrate().has_value());
  }
  ~OwnStore() {
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  std::string folder;
  LaterClock clock;
  std::unique_ptr<domain::Store> store;
};

TestPlatform::TestPlatform() : TestPlatform{std::make_unique<OwnStore>(), nullptr} {}

TestPlatform::TestPlatform(domain::Store& store) : TestPlatform{nullptr, &store} {}

TestPlatform::TestPlatform(std::unique_ptr<OwnStore> own, domain::Store* store)
    : operations{account("ACC-1000-0001", AccountType::kOperations, "Platform Operations", clock.now())},
      alder{account("ACC-2000-0001", AccountType::kClient, "Alder Freight", clock.now())},
      birch{account("ACC-2000-0002", AccountType::kClient, "Birch Retail", clock.now())},
      cedar{account("ACC-3000-0001", AccountType::kVendor, "Cedar Cloud", clock.now())},
      access_management{*domain::ModuleId::parse("MOD-1756")},
      account_management{*domain::ModuleId::parse("MOD-9042")},
      platform_account_management{*domain::ModuleId::parse("MOD-9043")},
      billing{*domain::ModuleId::parse("MOD-2001")},
      catalog{*domain::ModuleId::parse("MOD-2002")},
      reports{*domain::ModuleId::parse("MOD-2003")},
      own_{std::move(own)},
      store_{store != nullptr ? *store : *own_->store} {
  if (own_) own_->clock.is = &clock;
  auto keys = crypto::KeyRing::parse(crypto::KeyRing::generate(random));
  sealer_ = std::make_unique<crypto::Sealer>(*std::move(keys), random);
  services_ = std::make_unique<Services>(Services{store_, clock, random, *sealer_, log.log(), accesses});
  fill();
}

TestPlatform::~TestPlatform() = default;

std::unique_ptr<domain::Store> TestPlatform::open_beside() const {
  JETON_ASSERT(own_ != nullptr);
  auto opened = store::sql::open(*store::sql::parse_address("sqlite:" + own_->folder + "/jeton.db"));
  JETON_ASSERT(opened.has_value());
  return *std::move(opened);
}

void TestPlatform::fill() {
  const std::vector<AccountType> everyone{AccountType::kVendor, AccountType::kClient,
                                          AccountType::kOperations};
  const auto created = set_up(clock.now());
  auto unit = store_.begin_write();
  JETON_ASSERT(unit.has_value());
  const auto add = [&](const domain::ModuleId& id, std::string_view code, const char* name,
                       std::vector<AccountType> types, std::vector<domain::ModulePath> paths) {
    domain::Module module{.id = id, .code = std::string{code}, .name = name, .created = created};
    module.account_types = std::move(types);
    module.paths = std::move(paths);
    JETON_ASSERT(*(*unit)->modules().insert(module));
  };
  add(access_management, domain::kAccessManagement, "Access Management", everyone, {});
  add(account_management, domain::kAccountManagement, "Account Management", everyone, {});
  add(platform_account_management, domain::kPlatformAccountManagement, "Platform Account Management",
      {AccountType::kOperations}, {});
  add(billing, "billing", "Billing", everyone, {{"/billing", {}}});
  add(catalog, "catalog", "Catalog Management", {AccountType::kVendor}, {{"/catalog", {}}});
  add(reports, "reports", "Reports", everyone, {{"/reports", {"GET"}}});
  JETON_ASSERT((*unit)->commit().has_value());
  unit->reset();

  add_account(operations, "UGR-1000-0001",
              {access_management, account_management, platform_account_management, billing, reports});
  add_account(alder, "UGR-2000-0001", {access_management, account_management, billing, reports});
  add_account(birch, "UGR-2000-0002", {access_management, billing});
  add_account(cedar, "UGR-3000-0001", {access_management, catalog, reports});
}

void TestPlatform::add_account(const domain::Account& account, std::string_view group_id,
                               std::vector<domain::ModuleId> modules) {
  std::sort(modules.begin(), modules.end());
  domain::Group group{.id = *domain::GroupId::parse(group_id),
                      .account = account.id,
                      .name = std::string{domain::kDefaultGroupName},
                      .is_default = true,
                      .modules = std::move(modules),
                      .created = account.created};
  auto unit = store_.begin_write();
  JETON_ASSERT(unit.has_value());
  JETON_ASSERT(*(*unit)->accounts().insert(account));
  JETON_ASSERT(*(*unit)->groups().insert(group));
  JETON_ASSERT((*unit)->commit().has_value());
}

domain::Caller TestPlatform::user_of(const domain::Account& account,
                                     std::vector<std::string_view> module_codes) const {
  domain::Caller caller;
  caller.actor = {domain::ActorKind::kUser, "USR-5000-0001", "Robin Holt"};
  caller.account = account.id;
  caller.account_type = account.type;
  caller.modules.insert(module_codes.begin(), module_codes.end());
  caller.origin = {"203.0.113.7", "test/1.0", "0123456789abcdef0123456789abcdef"};
  return caller;
}

domain::Caller TestPlatform::administrator_of(const domain::Account& account) const {
  return user_of(account, {domain::kAccessManagement});
}

}  // namespace jeton::app::testing
