using VideoReview.IntegrationTests.Support;

namespace VideoReview.FaultTests.Support;

/// <summary>What webs and workers of a site are told, each with queues and a bucket that nobody else has.</summary>
internal static class FaultSettings
{
    /// <param name="objects">The folder of objects on disk.</param>
    public static void Write(FaultSite site, string objects, bool isOnDisk)
    {
        var (s3, name) = (TestServices.S3, "fault-" + Guid.NewGuid().ToString("N"));
        foreach (var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Logging:LogLevel:Microsoft"] = "Warning", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Database:ConnectionString"] = site.Database.ConnectionString,
            ["Worker:InProcess"] = "false",
            ["Uploads:StagingFolder"] = site.Staging, ["Uploads:KeepFreeBytes"] = "0",
            ["Media:ScratchFolder"] = site.Scratch,
            ["Bus:Transport"] = "RabbitMq", ["Bus:RabbitMqUri"] = TestServices.RabbitMq.ToString(),
            ["Bus:Prefix"] = name,
            ["Storage:Kind"] = isOnDisk ? "Disk" : "S3", ["Storage:DiskFolder"] = objects,
            ["Storage:S3Endpoint"] = s3.Endpoint.ToString(), ["Storage:S3AccessKey"] = s3.AccessKey,
            ["Storage:S3SecretKey"] = s3.SecretKey, ["Storage:S3Bucket"] = name,
        })
        {
            site.Settings[key] = value;
        }
    }
}
