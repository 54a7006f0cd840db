using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>
/// What a page must be on every screen, whatever it says: no violation of WCAG 2.2 A and AA, nothing wider than the
/// screen, no control that lies under something else. A page of a build that stood these checks in this run is not
/// asked again, so walks need be taken on one screen only.
/// </summary>
internal sealed class Face(IPage page, Screen own)
{
    /// <summary>
    /// What elements stand where, as a number: the same for pages that differ in words, numbers, ids and how
    /// often something is repeated.
    /// </summary>
    private const string Build = """
        () => {
            const free = ["value", "title", "alt", "aria-label", "content", "datetime", "placeholder"];
            const plain = (value) => value.replace(/[0-9a-f]{8}[0-9a-f-]*|[0-9]+/gi, "#");
            const kept = (name, value) => free.includes(name) ? value !== "" : name === "class" ? value : plain(value);
            const said = ({ name, value }) => name + "=" + kept(name, value);
            const hasText = (e) => [...e.childNodes]
                .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
            const list = (parent) => [...parent.children]
                .map(of).filter((each, at, all) => each !== all[at - 1]).join("");
            const tag = (e) => `${e.localName} ${[...e.attributes].map(said).join(" ")} `
                + `${e.localName === "style" ? e.textContent : hasText(e)} ${e.checked}`;
            const of = (e) => `<${tag(e)}>${e.shadowRoot ? list(e.shadowRoot) : ""}${list(e)}</>`;
            const build = of(document.documentElement);
            let [one, two] = [1, 2];
            for (let at = 0; at < build.length; at++) {
                one = Math.imul(one ^ build.charCodeAt(at), 2654435761);
                two = Math.imul(two ^ build.charCodeAt(at), 1597334677);
            }
            return [one, two, matchMedia("(prefers-color-scheme: dark)").matches].join();
        }
        """;

    /// <summary>Null, or the innermost elements that stick out.</summary>
    private const string TooWide = """
        () => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return null;
            const out = [...document.body.querySelectorAll("*")]
                .filter(e => e.getBoundingClientRect().right > width + 1);
            return out.filter(e => !out.some(o => o !== e && e.contains(o)))
                .slice(0, 3).map(e => e.outerHTML.slice(0, 160)).join(" | ");
        }
        """;

    /// <summary>
    /// Null, or the controls that a finger in their middle does not reach, each with what lies there.
    /// </summary>
    private const string Covered = """
        () => {
            const [left, top] = [scrollX, scrollY];
            const covered = [];
            // Kept for readers alone, such as the heads of a table that stacks on a phone.
            const isClipped = (e) => e !== null
                && (getComputedStyle(e).clipPath === "inset(50%)" || isClipped(e.parentElement));
            const isSeen = (e) => !isClipped(e)
                && e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
            for (const control of document.querySelectorAll(controls)) {
                if (!isSeen(control)) continue;
                control.scrollIntoView({ block: "center", behavior: "instant" });
                const box = control.getClientRects()[0];
                if (box === undefined || box.width < 2 || box.height < 2) continue;
                const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                if (there === null || control.contains(there) || there.closest("label")?.control === control) continue;
                covered.push(control.outerHTML.slice(0, 120) + " under " + there.outerHTML.slice(0, 120));
            }
            scrollTo({ left, top, behavior: "instant" });
            return covered.length === 0 ? null : covered.slice(0, 3).join(" | ");
        }
        """;

    /// <summary>Null = the library is not there yet.</summary>
    private const string Violations = """
        async () => {
            if (typeof axe === "undefined") return null;
            const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
            const found = await axe.run(document, { resultTypes: ["violations"], runOnly: { type: "tag", values } });
            const nodes = (each) => each.nodes.slice(0, 3).map((node) => node.html).join(" | ");
            return found.violations.map((each) => `${each.id}: ${each.help}; ${nodes(each)}`);
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly ConcurrentDictionary<string, bool> Stood = new(StringComparer.Ordinal);

    /// <summary>
    /// On the screen of the visitor and on the other one; the visitor finds the page as it was. A page that was left
    /// meanwhile may have been left on the other.
    /// </summary>
    public async Task CheckAsync()
    {
        if (page.ViewportSize?.Width != Browser.SizeOf(own).Width)
        {
            await TurnToAsync(own);
        }

        await IsNotWiderAsync(own);
        var build = await page.EvaluateAsync<string>(Build);
        await CheckOnceAsync(own, build);
        var other = own is Screen.Phone ? Screen.Desktop : Screen.Phone;
        if (Stood.ContainsKey(other + build))
        {
            return;
        }

        await TurnToAsync(other);
        await IsNotWiderAsync(other);
        await CheckOnceAsync(other, build);
        await TurnToAsync(own);
    }

    private async Task CheckOnceAsync(Screen screen, string build)
    {
        if (Stood.ContainsKey(screen + build))
        {
            return;
        }

        var covered = await page.EvaluateAsync<string?>(Covered);
        Assert.True(covered is null, $"{page.Url} on a {screen}, covered: {covered}");
        string[]? violations;
        while ((violations = await page.EvaluateAsync<string[]?>(Violations)) is null)
        {
            await page.EvaluateAsync(Axe);
        }

        Assert.True(
            violations.Length == 0, $"{page.Url} on a {screen}: {string.Join(Environment.NewLine, violations)}");
        if (await page.EvaluateAsync<string>(Build) == build)
        {
            Stood[screen + build] = true;
        }
    }

    private async Task IsNotWiderAsync(Screen screen)
    {
        var tooWide = await page.EvaluateAsync<string?>(TooWide);
        Assert.True(tooWide is null, $"{page.Url} is wider than the screen of a {screen}: {tooWide}");
    }

    private async Task TurnToAsync(Screen screen)
    {
        var size = Browser.SizeOf(screen);
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.WaitForFunctionAsync(
            "isWide => (document.documentElement.clientWidth > 1000) === isWide", screen is Screen.Desktop);
    }
}
