using VideoReview.Application;
using VideoReview.Web.Accounts;
using VideoReview.Web.Coordination;
using VideoReview.Web.Media;
using VideoReview.Web.Periods;
using VideoReview.Web.Reviewing;
using VideoReview.Web.Submissions;
using VideoReview.Web.Uploads;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddReviewApplication(builder.Configuration);

var app = builder.Build();
AccountsEndpoints.Map(app);
PeriodsEndpoints.Map(app);
SubmissionsEndpoints.Map(app);
MediaEndpoints.Map(app);
UploadsEndpoints.Map(app);
ReviewingEndpoints.Map(app);
CoordinationEndpoints.Map(app);
await app.RunAsync();

/// <summary>Named so that tests can start the real program.</summary>
public partial class Program;
