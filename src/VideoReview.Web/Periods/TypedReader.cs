using System.Globalization;
using VideoReview.Domain;

namespace VideoReview.Web.Periods;

/// <summary>
/// Reads what people type into forms. What cannot be read becomes a refusal beside its field; nothing is guessed.
/// </summary>
internal sealed class TypedReader
{
    /// <summary>No figure in a period is larger: keeps the arithmetic behind it within its types.</summary>
    private const decimal Largest = 1_000_000_000;

    private const string MomentFormat = "yyyy-MM-ddTHH:mm";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>As the browser's own field sends it, and as people type where it has none.</summary>
    private static readonly string[] MomentFormats =
    [
        MomentFormat, "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "d-M-yyyy H.mm", "d-M-yyyy H:mm", "d/M/yyyy H.mm",
        "d/M/yyyy H:mm",
    ];

    private static readonly string[] DayFormats = [DayFormat, "d-M-yyyy", "d/M/yyyy"];

    /// <summary>Stands for a moment that could not be read; rules that look at it are not asked.</summary>
    private static readonly DateTime NoMoment = new(2000, 1, 1);

    private readonly List<Refusal> refusals = [];

    public IReadOnlyList<Refusal> Refusals => refusals;

    public static string Show(decimal number, CultureInfo culture) => number.ToString("0.######", culture);

    public static string Show(DateTime moment) => moment.ToString(MomentFormat, CultureInfo.InvariantCulture);

    public static string Show(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>With comma or point before the decimals, whichever is typed; null = no number.</summary>
    public static decimal? NumberOf(string? text) =>
        decimal.TryParse(
            text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number)
            && number <= Largest
            ? number
            : null;

    public decimal Number(string? text, string field) => NumberOf(text) ?? Refuse(field, "periods.not-a-number", 0m);

    public int Whole(string? text, string field) =>
        NumberOf(text) is { } number && number == decimal.Truncate(number)
            ? (int)number
            : Refuse(field, "periods.not-a-whole-number", 0);

    public DateTime Moment(string? text, string field) =>
        DateTime.TryParseExact(
            text?.Trim(), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && IsNear(moment.Year)
            ? moment : Refuse(field, "periods.not-a-moment", NoMoment);

    public DateOnly Day(string? text, string field) =>
        DateOnly.TryParseExact(text?.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && IsNear(day.Year)
            ? day : Refuse(field, "periods.not-a-day", DateOnly.FromDateTime(NoMoment));

    /// <summary>
    /// A year typed with too few digits is a slip, and the first days of the calendar cannot be moved to UTC.
    /// </summary>
    private static bool IsNear(int year) => year is >= 2000 and <= 2999;

    private T Refuse<T>(string field, string code, T instead)
    {
        refusals.Add(Refusal.Invalid(field, code));
        return instead;
    }
}
