using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>All tables. Generated, and never touched again: whoever changes the model adds a migration.</summary>
    // 1. dotnet ef migrations add NAME --project src/VideoReview.Application --output-dir Database/Migrations
    // 2. delete NAME.Designer.cs and put its two attributes, DbContext and Migration, on the migration itself, as here; keep the snapshot.
    // 3. say in the summary why, and that the version before still runs on it; forward only: Down throws NotSupportedException.
    [DbContext(typeof(ReviewDbContext))]
    [Migration("20261129000000_Initial")]
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("data_protection_key_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dated_effect",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("dated_effect_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    true_actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    act = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    subject = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    period_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    to = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    audience = table.Column<string>(type: "text", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("event_pkey", x => x.seq);
                    table.CheckConstraint("event_audience_known", "audience IN ('staff', 'unit')");
                });

            migrationBuilder.CreateTable(
                name: "inbox_message",
                columns: table => new
                {
                    consumer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("inbox_message_pkey", x => new { x.consumer, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "job",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turn_key = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    lane = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    losses = table.Column<int>(type: "integer", nullable: false),
                    run_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rung_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_token = table.Column<long>(type: "bigint", nullable: false),
                    progress_percent = table.Column<int>(type: "integer", nullable: false),
                    error_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    error_text = table.Column<string>(type: "text", nullable: true),
                    error_command = table.Column<string>(type: "text", nullable: true),
                    error_exit_status = table.Column<int>(type: "integer", nullable: true),
                    discarded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("job_pkey", x => x.id);
                    table.CheckConstraint("job_discarded_when_failed", "discarded_at IS NULL OR state = 'failed'");
                    table.CheckConstraint("job_kind_written", "kind ~ '^[a-z][a-z-]*$' AND subject_kind ~ '^[a-z][a-z-]*$'");
                    table.CheckConstraint("job_lane_known", "lane IN ('store', 'fast', 'images', 'heavy', 'plain')");
                    table.CheckConstraint("job_progress_range", "progress_percent BETWEEN 0 AND 100");
                    table.CheckConstraint("job_running_with_lease", "(state = 'running') = (lease_until IS NOT NULL)");
                    table.CheckConstraint("job_state_known", "state IN ('queued', 'running', 'done', 'failed', 'skipped')");
                });

            migrationBuilder.CreateTable(
                name: "outbox_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    headers = table.Column<string>(type: "jsonb", nullable: false),
                    partition_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    available_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    claimed_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claimed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    discarded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("outbox_message_pkey", x => x.id);
                    table.CheckConstraint("outbox_message_discarded_when_failed", "discarded_at IS NULL OR failed_at IS NOT NULL");
                    table.CheckConstraint("outbox_message_sent_or_failed", "sent_at IS NULL OR failed_at IS NULL");
                });

            migrationBuilder.CreateTable(
                name: "sign_in_counter",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    counted_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sign_in_counter_pkey", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "unit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    path = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    kin = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("unit_pkey", x => x.id);
                    table.CheckConstraint("unit_kind_known", "kind IN ('government', 'office', 'health_centre', 'school', 'district', 'village', 'other')");
                    table.CheckConstraint("unit_name_length", "length(name) BETWEEN 1 AND 200");
                    table.CheckConstraint("unit_own_parent", "parent_id IS DISTINCT FROM id");
                    table.ForeignKey(
                        name: "unit_parent_id_fkey",
                        column: x => x.parent_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    roles = table.Column<string[]>(type: "text[]", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("account_pkey", x => x.id);
                    table.CheckConstraint("account_admin_alone", "NOT ('admin' = ANY (roles) AND roles && ARRAY['reviewer','coordinator']::text[])");
                    table.CheckConstraint("account_display_name_length", "length(display_name) BETWEEN 1 AND 200");
                    table.CheckConstraint("account_language_known", "language IN ('id', 'en')");
                    table.CheckConstraint("account_roles_known", "roles <@ ARRAY['submitter','reviewer','coordinator','admin','observer']::text[]");
                    table.ForeignKey(
                        name: "account_unit_id_fkey",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_claim",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("account_claim_pkey", x => x.id);
                    table.ForeignKey(
                        name: "account_claim_user_id_fkey",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_login",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("account_login_pkey", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "account_login_user_id_fkey",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_token",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("account_token_pkey", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "account_token_user_id_fkey",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "declared_conflict",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    declared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    declared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("declared_conflict_pkey", x => x.id);
                    table.ForeignKey(
                        name: "declared_conflict_reviewer_id_fkey",
                        column: x => x.reviewer_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "declared_conflict_unit_id_fkey",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    profile = table.Column<string>(type: "jsonb", nullable: false),
                    declarations = table.Column<string[]>(type: "text[]", nullable: false),
                    video_id = table.Column<Guid>(type: "uuid", nullable: true),
                    current_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_count = table.Column<int>(type: "integer", nullable: false),
                    return_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    return_shows_feedback = table.Column<bool>(type: "boolean", nullable: false),
                    status_before_end = table.Column<string>(type: "text", nullable: true),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("entry_pkey", x => x.id);
                    table.CheckConstraint("entry_profile_size", "pg_column_size(profile) < 20000");
                    table.CheckConstraint("entry_returned_with_due_date", "status <> 'returned' OR (return_due_at IS NOT NULL AND current_version_id IS NOT NULL)");
                    table.CheckConstraint("entry_status_known", "status IN ('draft', 'submitted', 'ready', 'in_review', 'reviewed', 'decided', 'published', 'returned', 'withdrawn', 'rejected', 'disqualified')");
                    table.CheckConstraint("entry_submitted_with_version", "status IN ('draft', 'withdrawn') OR (current_version_id IS NOT NULL AND submitted_at IS NOT NULL AND entry_number IS NOT NULL)");
                    table.ForeignKey(
                        name: "entry_created_by_fkey",
                        column: x => x.created_by,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "entry_unit_id_fkey",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "upload",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    length_bytes = table.Column<long>(type: "bigint", nullable: false),
                    offset_bytes = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    holder_token = table.Column<Guid>(type: "uuid", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    client_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("upload_pkey", x => x.id);
                    table.CheckConstraint("upload_complete_or_not", "(status = 'complete') = (completed_at IS NOT NULL) AND (status <> 'complete' OR offset_bytes = length_bytes)");
                    table.CheckConstraint("upload_offset_within_length", "offset_bytes BETWEEN 0 AND length_bytes AND length_bytes > 0");
                    table.CheckConstraint("upload_status_known", "status IN ('open', 'complete', 'cancelled', 'expired')");
                    table.ForeignKey(
                        name: "upload_entry_id_fkey",
                        column: x => x.entry_id,
                        principalTable: "entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "video",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    upload_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    object_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    metadata = table.Column<string>(type: "jsonb", nullable: true),
                    reasons = table.Column<string>(type: "jsonb", nullable: false),
                    notes = table.Column<string>(type: "jsonb", nullable: false),
                    sound = table.Column<string>(type: "jsonb", nullable: true),
                    cause = table.Column<string>(type: "jsonb", nullable: true),
                    playable_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    playable_size_bytes = table.Column<long>(type: "bigint", nullable: true),
                    playable_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    poster_position = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    inspected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    playable_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_pkey", x => x.id);
                    table.CheckConstraint("video_failed_with_cause", "status <> 'failed' OR cause IS NOT NULL");
                    table.CheckConstraint("video_playable_with_key", "status <> 'playable' OR (playable_key IS NOT NULL AND playable_at IS NOT NULL)");
                    table.CheckConstraint("video_poster_range", "poster_position BETWEEN 1 AND 5");
                    table.CheckConstraint("video_status_known", "status IN ('received', 'inspecting', 'needs_copy', 'playable', 'refused', 'failed')");
                    table.ForeignKey(
                        name: "video_entry_id_fkey",
                        column: x => x.entry_id,
                        principalTable: "entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entry_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    profile = table.Column<string>(type: "jsonb", nullable: false),
                    declarations = table.Column<string[]>(type: "text[]", nullable: false),
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    receipt_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("entry_version_pkey", x => x.id);
                    table.ForeignKey(
                        name: "entry_version_entry_id_fkey",
                        column: x => x.entry_id,
                        principalTable: "entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "entry_version_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "video_copy",
                columns: table => new
                {
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    edge_pixels = table.Column<int>(type: "integer", nullable: false),
                    width_pixels = table.Column<int>(type: "integer", nullable: false),
                    height_pixels = table.Column<int>(type: "integer", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    object_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_copy_pkey", x => new { x.video_id, x.edge_pixels });
                    table.CheckConstraint("video_copy_edge_known", "edge_pixels IN (720, 360)");
                    table.CheckConstraint("video_copy_not_larger", "least(width_pixels, height_pixels) BETWEEN 1 AND edge_pixels AND size_bytes > 0");
                    table.ForeignKey(
                        name: "video_copy_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "video_frame",
                columns: table => new
                {
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<long>(type: "bigint", nullable: false),
                    centre_hash = table.Column<long>(type: "bigint", nullable: true),
                    luma = table.Column<int>(type: "integer", nullable: false),
                    contrast = table.Column<int>(type: "integer", nullable: false),
                    dark_percent = table.Column<int>(type: "integer", nullable: false),
                    is_damaged = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_frame_pkey", x => new { x.video_id, x.at_milliseconds });
                    table.CheckConstraint("video_frame_at_range", "at_milliseconds >= 0");
                    table.CheckConstraint("video_frame_print_range", "luma BETWEEN 0 AND 255 AND contrast BETWEEN 0 AND 128 AND dark_percent BETWEEN 0 AND 100");
                    table.ForeignKey(
                        name: "video_frame_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "video_match",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    confidence_percent = table.Column<int>(type: "integer", nullable: false),
                    share_percent = table.Column<int>(type: "integer", nullable: false),
                    from_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    to_milliseconds = table.Column<int>(type: "integer", nullable: true),
                    other_from_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    set_aside_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_aside_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_aside_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_match_pkey", x => x.id);
                    table.CheckConstraint("video_match_aside_by_somebody", "(set_aside_at IS NULL) = (set_aside_by IS NULL) AND (set_aside_at IS NULL) = (set_aside_reason IS NULL)");
                    table.CheckConstraint("video_match_kind_known", "kind IN ('same_bytes', 'frames')");
                    table.CheckConstraint("video_match_later_first", "video_id > other_video_id");
                    table.CheckConstraint("video_match_percent_range", "confidence_percent BETWEEN 0 AND 100 AND share_percent BETWEEN 0 AND 100");
                    table.CheckConstraint("video_match_place_range", "from_milliseconds >= 0 AND other_from_milliseconds >= 0 AND to_milliseconds >= from_milliseconds");
                    table.ForeignKey(
                        name: "video_match_other_video_id_fkey",
                        column: x => x.other_video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "video_match_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "video_note",
                columns: table => new
                {
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    sentence = table.Column<string>(type: "jsonb", nullable: false),
                    from_milliseconds = table.Column<int>(type: "integer", nullable: true),
                    to_milliseconds = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_note_pkey", x => new { x.video_id, x.position });
                    table.CheckConstraint("video_note_place_range", "from_milliseconds >= 0 AND to_milliseconds >= from_milliseconds AND (from_milliseconds IS NULL) = (to_milliseconds IS NULL)");
                    table.ForeignKey(
                        name: "video_note_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "video_picture",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    video_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    at_milliseconds = table.Column<int>(type: "integer", nullable: false),
                    width_pixels = table.Column<int>(type: "integer", nullable: false),
                    height_pixels = table.Column<int>(type: "integer", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    object_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    media_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("video_picture_pkey", x => x.id);
                    table.CheckConstraint("video_picture_kind_known", "kind IN ('poster', 'poster_small', 'storyboard', 'storyboard_cues', 'contact_sheet')");
                    table.ForeignKey(
                        name: "video_picture_video_id_fkey",
                        column: x => x.video_id,
                        principalTable: "video",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "extension",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    granted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("extension_pkey", x => x.id);
                    table.CheckConstraint("extension_reason_length", "length(reason) BETWEEN 1 AND 2000");
                    table.ForeignKey(
                        name: "extension_unit_id_fkey",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    waits_for = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    mailed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    mail_error = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("notice_pkey", x => x.id);
                    table.CheckConstraint("notice_done_with_nothing_left", "done_at IS NULL OR (waits_for = '{}' AND closed_at IS NOT NULL)");
                    table.CheckConstraint("notice_waits_for_own_subjects", "waits_for <@ subject_ids");
                    table.ForeignKey(
                        name: "notice_account_id_fkey",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "period",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    review_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    announce_on = table.Column<DateOnly>(type: "date", nullable: false),
                    time_zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    upload_grace = table.Column<TimeSpan>(type: "interval", nullable: false),
                    seats_per_video = table.Column<int>(type: "integer", nullable: false),
                    accepts_automatically = table.Column<bool>(type: "boolean", nullable: false),
                    maximum_returns = table.Column<int>(type: "integer", nullable: false),
                    return_days = table.Column<int>(type: "integer", nullable: false),
                    file_rules = table.Column<string>(type: "jsonb", nullable: false),
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_snapshot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    last_entry_number = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("period_pkey", x => x.id);
                    table.CheckConstraint("period_dates_in_order", "opens_at < closes_at AND closes_at <= review_due_at");
                    table.CheckConstraint("period_name_length", "length(name) BETWEEN 1 AND 200");
                    table.CheckConstraint("period_published_with_snapshot", "(status IN ('published', 'archived')) = (published_snapshot_id IS NOT NULL)");
                    table.CheckConstraint("period_returns_range", "maximum_returns BETWEEN 0 AND 9 AND return_days BETWEEN 1 AND 60");
                    table.CheckConstraint("period_seats_range", "seats_per_video BETWEEN 1 AND 9");
                    table.CheckConstraint("period_status_known", "status IN ('draft', 'open', 'reviewing', 'decided', 'published', 'archived')");
                });

            migrationBuilder.CreateTable(
                name: "result_snapshot",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    input_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revoke_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("result_snapshot_pkey", x => x.id);
                    table.ForeignKey(
                        name: "result_snapshot_period_id_fkey",
                        column: x => x.period_id,
                        principalTable: "period",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rubric_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    rubric = table.Column<string>(type: "jsonb", nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("rubric_version_pkey", x => x.id);
                    table.ForeignKey(
                        name: "rubric_version_period_id_fkey",
                        column: x => x.period_id,
                        principalTable: "period",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    reviewer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    assigned_by = table.Column<Guid>(type: "uuid", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false),
                    general_note = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    final_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("review_pkey", x => x.id);
                    table.CheckConstraint("review_claimed_with_lease", "status <> 'claimed' OR lease_until IS NOT NULL");
                    table.CheckConstraint("review_final_with_moment", "status <> 'final' OR final_at IS NOT NULL");
                    table.CheckConstraint("review_status_known", "status IN ('assigned', 'claimed', 'draft', 'final', 'expired', 'declined', 'conflict', 'cancelled', 'superseded')");
                    table.ForeignKey(
                        name: "review_entry_id_fkey",
                        column: x => x.entry_id,
                        principalTable: "entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "review_entry_version_id_fkey",
                        column: x => x.entry_version_id,
                        principalTable: "entry_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "review_period_id_fkey",
                        column: x => x.period_id,
                        principalTable: "period",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "review_reviewer_id_fkey",
                        column: x => x.reviewer_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "review_rubric_version_id_fkey",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_score",
                columns: table => new
                {
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    point_code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    score = table.Column<decimal>(type: "numeric(8,3)", precision: 8, scale: 3, nullable: true),
                    comment = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("review_score_pkey", x => new { x.review_id, x.point_code });
                    table.CheckConstraint("review_score_not_negative", "score >= 0");
                    table.ForeignKey(
                        name: "review_score_review_id_fkey",
                        column: x => x.review_id,
                        principalTable: "review",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "account_normalized_email_key",
                table: "account",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "account_normalized_user_name_key",
                table: "account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "account_unit_id_idx",
                table: "account",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "account_claim_user_id_idx",
                table: "account_claim",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "account_login_user_id_idx",
                table: "account_login",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "dated_effect_due_at_idx",
                table: "dated_effect",
                column: "due_at",
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "dated_effect_kind_subject_id_idx",
                table: "dated_effect",
                columns: new[] { "kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "declared_conflict_reviewer_id_unit_id_key",
                table: "declared_conflict",
                columns: new[] { "reviewer_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "declared_conflict_unit_id_idx",
                table: "declared_conflict",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "entry_created_by_idx",
                table: "entry",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "entry_current_version_id_idx",
                table: "entry",
                column: "current_version_id");

            migrationBuilder.CreateIndex(
                name: "entry_period_id_entry_number_key",
                table: "entry",
                columns: new[] { "period_id", "entry_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "entry_period_id_status_id_idx",
                table: "entry",
                columns: new[] { "period_id", "status", "id" });

            migrationBuilder.CreateIndex(
                name: "entry_unit_id_period_id_status_idx",
                table: "entry",
                columns: new[] { "unit_id", "period_id", "status" });

            migrationBuilder.CreateIndex(
                name: "entry_video_id_idx",
                table: "entry",
                column: "video_id");

            migrationBuilder.CreateIndex(
                name: "entry_version_entry_id_number_key",
                table: "entry_version",
                columns: new[] { "entry_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "entry_version_video_id_idx",
                table: "entry_version",
                column: "video_id");

            migrationBuilder.CreateIndex(
                name: "event_entry_id_seq_idx",
                table: "event",
                columns: new[] { "entry_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "event_period_id_seq_idx",
                table: "event",
                columns: new[] { "period_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "event_subject_id_seq_idx",
                table: "event",
                columns: new[] { "subject_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "extension_period_id_unit_id_idx",
                table: "extension",
                columns: new[] { "period_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "extension_unit_id_idx",
                table: "extension",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "inbox_message_received_at_idx",
                table: "inbox_message",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "job_failed_idx",
                table: "job",
                columns: new[] { "kind", "error_code", "finished_at", "id" },
                filter: "state = 'failed' AND discarded_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "job_queued_idx",
                table: "job",
                columns: new[] { "lane", "kind", "turn_key", "run_after", "id" },
                filter: "state = 'queued'");

            migrationBuilder.CreateIndex(
                name: "job_running_idx",
                table: "job",
                column: "lease_until",
                filter: "state = 'running'");

            migrationBuilder.CreateIndex(
                name: "job_subject_id_subject_kind_kind_key",
                table: "job",
                columns: new[] { "subject_id", "subject_kind", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "job_turn_idx",
                table: "job",
                columns: new[] { "lane", "turn_key", "started_at" });

            migrationBuilder.CreateIndex(
                name: "notice_account_id_act_period_id_key",
                table: "notice",
                columns: new[] { "account_id", "act", "period_id" },
                unique: true,
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "notice_account_id_created_at_idx",
                table: "notice",
                columns: new[] { "account_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "notice_period_id_idx",
                table: "notice",
                column: "period_id");

            migrationBuilder.CreateIndex(
                name: "notice_waits_for_idx",
                table: "notice",
                column: "waits_for",
                filter: "done_at IS NULL")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "outbox_message_failed_idx",
                table: "outbox_message",
                columns: new[] { "message_type", "failed_at", "id" },
                filter: "failed_at IS NOT NULL AND discarded_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "outbox_message_sent_at_idx",
                table: "outbox_message",
                column: "sent_at",
                filter: "sent_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "outbox_message_unsent_idx",
                table: "outbox_message",
                columns: new[] { "available_at", "seq" },
                filter: "sent_at IS NULL AND failed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "period_name_key",
                table: "period",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "period_published_snapshot_id_idx",
                table: "period",
                column: "published_snapshot_id");

            migrationBuilder.CreateIndex(
                name: "period_rubric_version_id_idx",
                table: "period",
                column: "rubric_version_id");

            migrationBuilder.CreateIndex(
                name: "result_snapshot_period_id_number_key",
                table: "result_snapshot",
                columns: new[] { "period_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "review_entry_id_status_idx",
                table: "review",
                columns: new[] { "entry_id", "status" });

            migrationBuilder.CreateIndex(
                name: "review_period_id_status_idx",
                table: "review",
                columns: new[] { "period_id", "status" });

            migrationBuilder.CreateIndex(
                name: "review_reviewer_id_period_id_status_idx",
                table: "review",
                columns: new[] { "reviewer_id", "period_id", "status" });

            migrationBuilder.CreateIndex(
                name: "review_rubric_version_id_idx",
                table: "review",
                column: "rubric_version_id");

            migrationBuilder.CreateIndex(
                name: "review_version_stage_reviewer_key",
                table: "review",
                columns: new[] { "entry_version_id", "stage", "reviewer_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "rubric_version_period_id_number_key",
                table: "rubric_version",
                columns: new[] { "period_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "unit_parent_id_name_key",
                table: "unit",
                columns: new[] { "parent_id", "name" },
                unique: true,
                filter: "is_active")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "unit_path_idx",
                table: "unit",
                column: "path")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "upload_entry_id_idx",
                table: "upload",
                column: "entry_id");

            migrationBuilder.CreateIndex(
                name: "upload_expires_at_idx",
                table: "upload",
                column: "expires_at",
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "upload_unit_id_period_id_status_idx",
                table: "upload",
                columns: new[] { "unit_id", "period_id", "status" });

            migrationBuilder.CreateIndex(
                name: "video_entry_id_idx",
                table: "video",
                column: "entry_id");

            migrationBuilder.CreateIndex(
                name: "video_period_id_status_idx",
                table: "video",
                columns: new[] { "period_id", "status" });

            migrationBuilder.CreateIndex(
                name: "video_sha256_idx",
                table: "video",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "video_unit_id_period_id_idx",
                table: "video",
                columns: new[] { "unit_id", "period_id" });

            migrationBuilder.CreateIndex(
                name: "video_upload_id_key",
                table: "video",
                column: "upload_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "video_match_open_idx",
                table: "video_match",
                columns: new[] { "confidence_percent", "id" },
                filter: "set_aside_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "video_match_other_video_id_idx",
                table: "video_match",
                column: "other_video_id");

            migrationBuilder.CreateIndex(
                name: "video_match_video_id_other_video_id_key",
                table: "video_match",
                columns: new[] { "video_id", "other_video_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "video_picture_video_id_kind_position_key",
                table: "video_picture",
                columns: new[] { "video_id", "kind", "position" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "entry_period_id_fkey",
                table: "entry",
                column: "period_id",
                principalTable: "period",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "extension_period_id_fkey",
                table: "extension",
                column: "period_id",
                principalTable: "period",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "notice_period_id_fkey",
                table: "notice",
                column: "period_id",
                principalTable: "period",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "period_published_snapshot_id_fkey",
                table: "period",
                column: "published_snapshot_id",
                principalTable: "result_snapshot",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => throw new System.NotSupportedException("Migrations go forward only.");
    }
}
