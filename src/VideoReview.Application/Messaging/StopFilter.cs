using MassTransit;
using Microsoft.Extensions.Hosting;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Begins nothing while the process ends. The bus in memory would hand the consumers everything it still holds, and
/// wait for them: tried with a mail server that had stopped answering, a web that was told to end never did.
/// </summary>
internal sealed class StopFilter(IHostApplicationLifetime lifetime) : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? Task.FromException(new OperationCanceledException("The process ends.", lifetime.ApplicationStopping))
            : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("stop");
}
