namespace VideoReview.Application.Operations;

/// <summary>
/// A backup or restore cannot go on, or is not whole; the message is the sentence for whoever called the word.
/// </summary>
public sealed class BackupFaultException(string sentence, Exception? cause = null) : Exception(sentence, cause);
