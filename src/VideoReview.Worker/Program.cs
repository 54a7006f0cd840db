using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.Worker;

if (HealthWord.Is(args))
{
    return await HealthWord.AskAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
Observation.Add(builder, "worker");
builder.Services.AddReviewApplication(builder.Configuration);
builder.Services.AddReviewStorage(builder.Configuration);
builder.Services.AddReviewWorker(builder.Configuration);
builder.Services.AddReviewMessaging(builder.Configuration, WorkerSetup.AddConsumers);
builder.Services.AddHealthChecks().AddCheck<StorageHealth>("storage", tags: [DatabaseSetup.ReadyTag]);

// No page, no cookie: the only addresses are those at which an orchestrator asks.
var app = builder.Build();
Observation.SayVersion(app.Logger, "worker");
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions
{
    Predicate = check => check.Tags.Overlaps([DatabaseSetup.ReadyTag, MessagingSetup.BusTag, WorkerSetup.WorkTag]),
    ResponseWriter = HealthAnswer.WriteAsync,
});
return await ProgramRun.UntilEndAsync(app);
