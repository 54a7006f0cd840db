using System.Text.Json;

namespace VideoReview.Application.Storage;

/// <summary>
/// What the worker's own user may do with the bucket (policy language of Amazon S3, version 2012-10-17, which Ceph
/// speaks as well): read all of it, write and delete what is made of originals, and nothing else. ffmpeg reads files of
/// strangers beside these keys.
/// </summary>
internal static class WorkerPolicy
{
    /// <param name="principal">As the store names the user, such as arn:aws:iam:::user/NAME.</param>
    public static string Of(string bucket, string principal)
    {
        var place = "arn:aws:s3:::" + bucket;
        var derived = ObjectKey.DerivedKinds.Select(kind => $"{place}/{kind}/*").ToArray();
        return JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new[]
            {
                Allow(principal, ["s3:ListBucket"], [place]),
                Allow(principal, ["s3:GetObject"], [place + "/*"]),
                Allow(
                    principal,
                    ["s3:PutObject", "s3:PutObjectAcl", "s3:DeleteObject", "s3:AbortMultipartUpload"], derived),
            },
        });
    }

    private static object Allow(string principal, string[] actions, string[] resources) => new
    {
        Effect = "Allow", Principal = new { AWS = new[] { principal } }, Action = actions, Resource = resources,
    };
}
