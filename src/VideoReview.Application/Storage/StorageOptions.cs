using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Storage;

/// <summary>Which adapter keeps the objects.</summary>
public enum StorageKind
{
    Disk,
    S3,
}

/// <summary>Section "Storage".</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>Default: a folder.</summary>
    public StorageKind Kind { get; set; } = StorageKind.Disk;

    /// <summary>
    /// Folder of the objects; required with Disk. Put it on the same filesystem as the staging
    /// folder: then storing is a rename.
    /// </summary>
    public string? DiskFolder { get; set; }

    /// <summary>For example http://storage:8333; required with S3.</summary>
    public Uri? S3Endpoint { get; set; }

    /// <summary>Required with S3; no default.</summary>
    public string? S3AccessKey { get; set; }

    /// <summary>Required with S3; no default.</summary>
    public string? S3SecretKey { get; set; }

    /// <summary>Default "videoreview"; must exist (one-shot "create-bucket").</summary>
    public string S3Bucket { get; set; } = "videoreview";

    /// <summary>Default "us-east-1", which SeaweedFS, MinIO and Ceph take as theirs.</summary>
    public string S3Region { get; set; } = "us-east-1";

    /// <summary>
    /// The worker's own user as the store names it in a bucket's policy, such as arn:aws:iam:::user/NAME (Ceph, AWS);
    /// the same in every program. "create-bucket" then lets it read the bucket and write what is made of originals, but
    /// no original. Default: none, for a store that keeps the rights of its users itself (SeaweedFS, MinIO).
    /// </summary>
    public string? S3WorkerPrincipal { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind == StorageKind.Disk && string.IsNullOrWhiteSpace(DiskFolder))
        {
            yield return new ValidationResult("Storage:DiskFolder must name a folder when Storage:Kind is Disk.");
        }

        if (Kind == StorageKind.S3
            && (S3Endpoint is null || string.IsNullOrEmpty(S3AccessKey) || string.IsNullOrEmpty(S3SecretKey)))
        {
            yield return new ValidationResult(
                "Storage:S3Endpoint, Storage:S3AccessKey and Storage:S3SecretKey must be set when Storage:Kind is S3.");
        }
    }
}
