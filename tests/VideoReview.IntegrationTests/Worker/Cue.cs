namespace VideoReview.IntegrationTests.Worker;

/// <summary>A tile of a storyboard, with the time in milliseconds for which it is shown.</summary>
internal sealed record Cue(int From, int To, int X, int Y, int Width, int Height);
