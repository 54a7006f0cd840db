using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Notices;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Database.Mappings;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> row)
    {
        row.ToTable("account", table =>
        {
            table.Holds("display_name_length", "length(display_name) BETWEEN 1 AND 200");
            table.Holds(
                "roles_known", "roles <@ ARRAY['submitter','reviewer','coordinator','admin','observer']::text[]");
            table.Holds(
                "admin_alone", "NOT ('admin' = ANY (roles) AND roles && ARRAY['reviewer','coordinator']::text[])");
            table.Holds("language_known", "language IN ('id', 'en')");
            table.Holds("one_time_to_be_changed", "one_time_until IS NULL OR must_change_password");
        });
        row.HasKey(a => a.Id).HasName("account_pkey");
        row.Property(a => a.DisplayName).HasMaxLength(200);
        row.Property(a => a.Roles).HasColumnType("text[]").HasConversion(
            roles => roles.Select(SnakeCase.Of).ToArray(),
            names => names.Select(SnakeCase.Parse<Role>).ToArray(),
            new ValueComparer<Role[]>(
                (a, b) => a!.SequenceEqual(b!), roles => roles.Aggregate(17, (h, r) => (h * 31) + (int)r),
                roles => roles.ToArray()));
        row.Property(a => a.Language).HasMaxLength(2);
        row.Property(a => a.RowVersion).IsRowVersion();
        row.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName("account_normalized_user_name_key");
        row.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName("account_normalized_email_key");
        row.HasIndex(a => a.UnitId).HasDatabaseName("account_unit_id_idx");
        row.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("account_unit_id_fkey");
    }
}

internal sealed class AccountAddressMapping : IEntityTypeConfiguration<AccountAddress>
{
    public void Configure(EntityTypeBuilder<AccountAddress> row)
    {
        row.ToTable("account_address").HasKey(a => a.Id).HasName("account_address_pkey");
        row.Property(a => a.Email).HasMaxLength(256);
        row.HasIndex(a => a.AccountId).HasDatabaseName("account_address_account_id_idx");
        row.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId)
            .HasConstraintName("account_address_account_id_fkey");
    }
}

internal sealed class AppointmentMapping : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> row)
    {
        row.ToTable("appointment", table =>
        {
            table.OneOf<Appointment, AppointmentStatus>("status");
            table.Holds("role_to_be_confirmed", "role IN ('reviewer', 'coordinator')");
            table.Holds("settled_with_moment", "(status = 'waiting') = (settled_at IS NULL)");
            table.Holds("settled_by_somebody", "(status IN ('waiting', 'alone')) = (settled_by IS NULL)");
        });
        row.HasKey(a => a.Id).HasName("appointment_pkey");
        row.Property(a => a.Role).HasConversion<SnakeCaseConverter<Role>>();
        row.Property(a => a.RowVersion).IsRowVersion();
        row.HasIndex(a => new { a.AccountId, a.Role }).IsUnique().HasFilter("status = 'waiting'")
            .HasDatabaseName("appointment_account_id_role_key");
        row.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("appointment_account_id_fkey");
    }
}

internal sealed class AccountClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> row)
    {
        row.ToTable("account_claim").HasKey(c => c.Id).HasName("account_claim_pkey");
        row.HasIndex(c => c.UserId).HasDatabaseName("account_claim_user_id_idx");
        row.HasOne<Account>().WithMany().HasForeignKey(c => c.UserId).HasConstraintName("account_claim_user_id_fkey");
    }
}

internal sealed class AccountLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> row)
    {
        row.ToTable("account_login").HasKey(l => new { l.LoginProvider, l.ProviderKey }).HasName("account_login_pkey");
        row.HasIndex(l => l.UserId).HasDatabaseName("account_login_user_id_idx");
        row.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId).HasConstraintName("account_login_user_id_fkey");
    }
}

internal sealed class AccountTokenMapping : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> row)
    {
        row.ToTable("account_token").HasKey(t => new { t.UserId, t.LoginProvider, t.Name })
            .HasName("account_token_pkey");
        row.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId).HasConstraintName("account_token_user_id_fkey");
    }
}

internal sealed class SignInCounterMapping : IEntityTypeConfiguration<SignInCounter>
{
    public void Configure(EntityTypeBuilder<SignInCounter> row)
    {
        row.ToTable("sign_in_counter").HasKey(c => c.Key).HasName("sign_in_counter_pkey");
        row.Property(c => c.Key).HasMaxLength(120);
    }
}

internal sealed class OpenSessionMapping : IEntityTypeConfiguration<OpenSession>
{
    public void Configure(EntityTypeBuilder<OpenSession> row)
    {
        row.ToTable("open_session").HasKey(s => s.Id).HasName("open_session_pkey");
        row.HasIndex(s => s.AccountId).HasDatabaseName("open_session_account_id_idx");
        row.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId)
            .HasConstraintName("open_session_account_id_fkey");
    }
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> row) =>
        row.ToTable("data_protection_key").HasKey(k => k.Id).HasName("data_protection_key_pkey");
}

internal sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> row)
    {
        row.ToTable("unit", table =>
        {
            table.Holds("name_length", "length(name) BETWEEN 1 AND 200");
            table.OneOf<Unit, UnitKind>("kind");
            table.Holds("own_parent", "parent_id IS DISTINCT FROM id");
        });
        row.HasKey(u => u.Id).HasName("unit_pkey");
        row.Property(u => u.Name).HasMaxLength(200);
        row.Property(u => u.RowVersion).IsRowVersion();
        row.HasIndex(u => new { u.ParentId, u.Name }).IsUnique().AreNullsDistinct(false).HasFilter("is_active")
            .HasDatabaseName("unit_parent_id_name_key");
        row.HasIndex(u => u.Path).HasMethod("gin").HasDatabaseName("unit_path_idx");
        row.HasOne<Unit>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("unit_parent_id_fkey");
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> row)
    {
        row.ToTable("notice", table =>
        {
            table.Holds("done_with_nothing_left", "done_at IS NULL OR (waits_for = '{}' AND closed_at IS NOT NULL)");
            table.Holds("waits_for_own_subjects", "waits_for <@ subject_ids");
        });
        row.HasKey(n => n.Id).HasName("notice_pkey");
        row.Property(n => n.Act).HasMaxLength(100);
        row.Property(n => n.Code).HasMaxLength(100);
        row.Property(n => n.Values).HasColumnType("jsonb");
        row.Property(n => n.Link).HasMaxLength(500);
        row.Property(n => n.MailError).HasMaxLength(4000);
        row.HasIndex(n => new { n.AccountId, n.CreatedAt }).HasDatabaseName("notice_account_id_created_at_idx");

        // One for each account, act and period while it takes others in; without a period every one stands alone.
        row.HasIndex(n => new { n.AccountId, n.Act, n.PeriodId }).IsUnique().HasFilter("closed_at IS NULL")
            .HasDatabaseName("notice_account_id_act_period_id_key");
        row.HasIndex(n => n.WaitsFor).HasMethod("gin").HasFilter("done_at IS NULL")
            .HasDatabaseName("notice_waits_for_idx");
        row.HasIndex(n => n.PeriodId).HasDatabaseName("notice_period_id_idx");
        row.HasOne<Period>().WithMany().HasForeignKey(n => n.PeriodId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("notice_period_id_fkey");
        row.HasOne<Account>().WithMany().HasForeignKey(n => n.AccountId).OnDelete(DeleteBehavior.Restrict)
            .HasConstraintName("notice_account_id_fkey");
        row.HasIndex(n => n.AddressId).HasDatabaseName("notice_address_id_idx");
        row.HasOne<AccountAddress>().WithMany().HasForeignKey(n => n.AddressId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("notice_address_id_fkey");
    }
}
