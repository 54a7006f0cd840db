using System.Net;
using System.Text.RegularExpressions;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Every form of every page, sent with each of its buttons and nothing typed: what is refused is seen
/// (<see cref="RefusedPage"/>). Pages are found by <see cref="RoleMatrix"/>, forms and buttons on the pages.
/// </summary>
public sealed partial class EmptyFormTests(TestWeb web) : IClassFixture<TestWeb>
{
    /// <summary>Of every page; they ask for nothing.</summary>
    private static readonly string[] Everywhere = ["/language", "/sign-out"];

    private readonly HostileStage stage = new(web);

    public static TheoryData<Role?, string> Refused => new()
    {
        {
            Role.Submitter, """
            own-entries/#/versions draft
            own-entries/new entry-new
            password password
            password/reset reset
            """
        },
        {
            Role.Reviewer, """
            reviews/# leave-conflict conflict
            reviews/# leave-decline decline
            reviews/# review finish
            """
        },
        {
            Role.Coordinator, """
            appointments confirm
            appointments refuse
            entries/# disqualify
            entries/# return
            entries/assignments assign
            matches/# set-aside
            periods/# extension
            periods/#/edit period
            periods/#/rubric rubric look
            periods/#/rubric rubric save
            periods/new period-new
            results/# decide
            """
        },
        {
            Role.Admin, """
            accounts invite
            accounts/# account
            accounts/# active
            accounts/new account-new
            units unit-new
            units/# active
            units/# unit
            """
        },
        { null, "password/reset reset" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refusal_of_an_empty_form_is_seen_beside_its_fields(Role? role, string refused)
    {
        var (browser, ids) = await stage.OpenAsync(role);
        using var held = browser;
        var (faults, seen) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));

        foreach (var path in HostileStage.Paths(role, ids))
        {
            using var opened = await browser.GetAsync(path, TestContext.Current.CancellationToken);
            var page = await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            foreach (var (address, name, fields) in Sent(path, page))
            {
                using var content = new FormUrlEncodedContent(fields);
                using var answer = await browser.PostAsync(address, content, TestContext.Current.CancellationToken);
                if (answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)
                {
                    var isTyped = answer.StatusCode is HttpStatusCode.UnprocessableEntity;
                    var said = new RefusedPage(
                        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                    faults.AddRange(said.Faults(isTyped).Select(fault => $"{name}: {fault}"));
                    seen.Add(name);
                }
            }
        }

        Assert.Equal("", string.Join(Environment.NewLine, faults));
        Assert.Equal(refused, string.Join('\n', seen));
    }

    /// <summary>Each form with each button; hidden fields as they stand, everything else left empty.</summary>
    private static IEnumerable<(string Address, string Name, List<KeyValuePair<string, string>> Fields)> Sent(
        string path, string page)
    {
        foreach (var form in Form().Matches(page).Select(found => found.Value))
        {
            var opening = Tag().Match(form).Value;
            var action = Page.Attribute(opening, "action") ?? path;
            if (!opening.Contains("method=\"post\"", StringComparison.Ordinal) || Everywhere.Contains(action))
            {
                continue;
            }

            var tags = Tag().Matches(form).Select(found => found.Value).ToList();
            var fields = tags.Where(tag => tag.Contains("type=\"hidden\"", StringComparison.Ordinal))
                .Concat(tags.Where(tag => Typed().IsMatch(tag)).Select(tag => Value().Replace(tag, "")))
                .Where(tag => Page.Attribute(tag, "name") is not null)
                .Select(tag => KeyValuePair.Create(Page.Attribute(tag, "name")!, Page.Attribute(tag, "value") ?? ""))
                .ToList();
            var id = Page.Attribute(opening, "id");
            var buttons = tags.Where(tag => tag.StartsWith("<button", StringComparison.Ordinal))
                .Concat(Tag().Matches(page).Select(found => found.Value).Where(
                    tag => tag.StartsWith("<button", StringComparison.Ordinal) && id is not null
                        && Page.Attribute(tag, "form") == id)).Distinct();
            foreach (var button in buttons)
            {
                var address = (Page.Attribute(button, "formaction") ?? action).Split('#')[0];
                List<KeyValuePair<string, string>> pressed = Page.Attribute(button, "name") is { } name
                    ? [.. fields, KeyValuePair.Create(name, Page.Attribute(button, "value") ?? "")]
                    : fields;
                yield return (address, Named(address, pressed), pressed);
            }
        }
    }

    private static string Named(string address, List<KeyValuePair<string, string>> fields) =>
        Id().Replace(address.Split('?')[0].TrimStart('/'), "#") + string.Concat(
            fields.Where(field => field.Key is "_handler" or "act" or "Input.Act" && field.Value != "act")
                .Select(field => " " + field.Value));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<[a-z][^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    /// <summary>What a person types or chooses; a box that is not ticked is not sent.</summary>
    [GeneratedRegex(
        "^<(textarea|select|input(?![^>]*type=\"(hidden|checkbox|radio)\"))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Typed();

    [GeneratedRegex("\\svalue=\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
