using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoReview.Application.Messaging;

/// <summary>
/// The end of every receive endpoint: a message whose consumer threw, and one that nobody took, go to the
/// <see cref="FaultDesk"/> and are done with. While the database is away the message is held here, because handing it
/// back would only bring it round again at once.
/// </summary>
internal sealed class FaultFilter(
    IServiceScopeFactory scopes, ILogger<FaultFilter> log) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        await RecordAsync(context, context.Exception);
        await next.Send(context);
    }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await RecordAsync(context, new MessageNotConsumedException(
            context.InputAddress, "Nobody takes this message, or its queue gave it up after too many deliveries."));
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("fault-desk");

    private async Task RecordAsync(ReceiveContext context, Exception cause)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var desk = scope.ServiceProvider.GetRequiredService<FaultDesk>();
                await desk.RecordAsync(
                    new(context.GetMessageId(), context.InputAddress, context.Body.GetString()), cause,
                    context.CancellationToken);
                return;
            }
            catch (Exception e) when (e.GetBaseException() is NpgsqlException { IsTransient: true })
            {
                log.RelayHeldUp(e);
                await Task.Delay(AgainAfter, context.CancellationToken);
            }
        }
    }
}
