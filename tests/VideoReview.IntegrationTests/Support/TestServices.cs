using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// Where the real services stand. infra/dev sets the variables; without one, a test is
/// skipped, but fails where CI=true.
/// </summary>
public static class TestServices
{
    /// <summary>Npgsql connection string of a superuser, to the database "postgres".</summary>
    public static string Postgres => Need("VIDEOREVIEW_TEST_POSTGRES");

    /// <summary>amqp://user:password@host:port/</summary>
    public static Uri RabbitMq => new(Need("VIDEOREVIEW_TEST_RABBITMQ"));

    /// <summary>Endpoint and keys of an S3 server on which the tests make buckets of their own.</summary>
    public static S3Server S3 => new(
        new Uri(Need("VIDEOREVIEW_TEST_S3")), Need("VIDEOREVIEW_TEST_S3_ACCESS_KEY"),
        Need("VIDEOREVIEW_TEST_S3_SECRET_KEY"));

    /// <summary>The same server as the worker's own user asks it, which owns no bucket.</summary>
    public static S3Server S3OfWorker => new(
        S3.Endpoint, Need("VIDEOREVIEW_TEST_S3_WORKER"), Need("VIDEOREVIEW_TEST_S3_WORKER_SECRET_KEY"));

    /// <summary>That user as a bucket's policy names it.</summary>
    public static string S3WorkerPrincipal => "arn:aws:iam:::user/" + S3OfWorker.AccessKey;

    /// <summary>Path of the browser.</summary>
    public static string Chromium => Need("VIDEOREVIEW_TEST_CHROMIUM");

    /// <summary>A program that a test starts, by its full path, such as "ffmpeg".</summary>
    public static string Tool(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return found ?? Missing($"{name} is not installed; `infra/dev setup` installs it.");
    }

    private static string Need(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(value)
            ? Missing($"{variable} is not set; `infra/dev services up` starts the services and "
                + "`infra/dev services env` prints the variables.")
            : value;
    }

    private static string Missing(string sentence)
    {
        if (Environment.GetEnvironmentVariable("CI") is "true")
        {
            Assert.Fail(sentence);
        }

        Assert.Skip(sentence);
        return "";
    }
}

/// <summary>One S3 server and the keys to it.</summary>
public sealed record S3Server(Uri Endpoint, string AccessKey, string SecretKey);
