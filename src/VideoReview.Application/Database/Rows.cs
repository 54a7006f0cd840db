namespace VideoReview.Application.Database;

/// <summary>Values as rows give them back.</summary>
public static class Rows
{
    /// <summary>
    /// timestamptz keeps microseconds: a moment that is hashed before it is stored is cut to them first.
    /// </summary>
    public static DateTimeOffset Moment(DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
