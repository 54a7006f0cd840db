using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VideoReview.Application.Database.Migrations
{
    /// <summary>
    /// Videos that were taken before there were copies get theirs, where people still watch them: in periods that are open or under review, if the file is heavier than 1 Mbit/s
    /// or does not play itself. Rung by the sweeper; the model does not change.
    /// </summary>
    [DbContext(typeof(ReviewDbContext))]
    [Migration("20261128144500_CopyEarlierVideos")]
    public partial class CopyEarlierVideos : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            INSERT INTO media_job (id, video_id, unit_id, kind, lane, state, attempt, maximum_attempts, losses, lease_token, progress_percent, run_after, created_at)
            SELECT gen_random_uuid(), v.id, v.unit_id, 'copies', 'heavy', 'queued', 0, done.maximum_attempts, 0, 0, 0, now(), now()
            FROM video v
            JOIN period p ON p.id = v.period_id AND p.status IN ('open', 'reviewing')
            JOIN media_job done ON done.video_id = v.id AND done.kind = 'inspect'
            WHERE v.status = 'playable' AND NOT EXISTS (SELECT FROM video_copy c WHERE c.video_id = v.id)
                AND ((v.metadata ->> 'bitRateBitsPerSecond')::bigint > 1000000 OR EXISTS (SELECT FROM media_job m WHERE m.video_id = v.id AND m.kind = 'playable' AND m.lane = 'heavy'))
            ON CONFLICT (video_id, kind) DO NOTHING
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => throw new System.NotSupportedException("Migrations go forward only.");
    }
}
