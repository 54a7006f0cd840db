using VideoReview.Application;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.Application.Uploads;
using VideoReview.Web;
using VideoReview.Web.Accounts;
using VideoReview.Web.Coordination;
using VideoReview.Web.Deciding;
using VideoReview.Web.Media;
using VideoReview.Web.OneShot;
using VideoReview.Web.Operations;
using VideoReview.Web.Periods;
using VideoReview.Web.Reviewing;
using VideoReview.Web.Shell;
using VideoReview.Web.Submitting;
using VideoReview.Web.Uploads;
using VideoReview.Worker;

if (HealthWord.Is(args))
{
    return await HealthWord.AskAsync(args);
}

if (OneShots.Knows(args))
{
    return await OneShots.Run(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
Observation.Add(builder, "web");
builder.Services.AddReviewApplication(builder.Configuration);
builder.Services.AddReviewStorage(builder.Configuration);
builder.Services.AddReviewStaging();
builder.Services.AddReviewSteps();
builder.Services.AddReviewUploads(builder.Configuration);
// Only the serving program has keys to sign the test's token with, and an address to test.
builder.Services.AddSingleton<UploadLine>();
ShellSetup.Add(builder.Services);
SecurityText.Add(builder.Services, builder.Configuration);
ProxySetup.Add(builder.Services, builder.Configuration);
HostNames.Add(builder.Services, builder.Configuration);
KeysSetup.Add(builder.Services, builder.Configuration, builder.Environment);
SignInSetup.Add(builder.Services, builder.Environment);
Limits.Add(builder.Services, builder.Configuration);
var isWorkerInside = builder.Configuration.GetSection("Worker").Get<WorkerOptions>()?.InProcess ?? true;
builder.Services.AddReviewMessaging(builder.Configuration, bus =>
{
    WebConsumers.Add(bus);
    if (isWorkerInside)
    {
        WorkerSetup.AddConsumers(bus);
    }
});
if (isWorkerInside)
{
    builder.Services.AddReviewWorker(builder.Configuration);
}

var app = builder.Build();
Observation.SayVersion(app.Logger, "web");
app.UseForwardedHeaders();
RequestLine.Use(app);
ShellSetup.Use(app);
app.UseRouting();
app.UseMiddleware<SecurityTrail>();
app.Use(SameOrigin.Pass);
app.UseAuthentication();
app.Use(PasswordGate.Pass);
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiforgery();
app.Use(ShellSetup.WithoutForeignForms);
ShellSetup.Map(app);
HealthEndpoints.Map(app);
AccountsEndpoints.Map(app);
PeriodsEndpoints.Map(app);
MediaEndpoints.Map(app);
UploadsEndpoints.Map(app);
ReviewingEndpoints.Map(app);
VideoEndpoints.Map(app);
SubmittingEndpoints.Map(app);
DecidingEndpoints.Map(app);
OperationsEndpoints.Map(app);
return await ProgramRun.UntilEndAsync(app);
