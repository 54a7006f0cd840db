using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Messaging;

/// <summary>What carries the messages.</summary>
public enum BusTransport
{
    /// <summary>
    /// This process's memory; the outbox row stays unsent until its consumer is done, so that
    /// nothing is lost with the process.
    /// </summary>
    InMemory,

    /// <summary>RabbitMQ with quorum queues and publisher confirms.</summary>
    RabbitMq,
}

/// <summary>Section "Bus".</summary>
public sealed class BusOptions : IValidatableObject
{
    /// <summary>Default: this process's memory.</summary>
    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>amqp(s)://user:password@host:port/virtual-host; required with RabbitMq.</summary>
    public Uri? RabbitMqUri { get; set; }

    /// <summary>
    /// Begins the name of every queue and exchange. Default "videoreview"; change it where two
    /// installations share a broker.
    /// </summary>
    [RegularExpression(
        "^[a-z][a-z0-9-]{0,59}$",
        ErrorMessage = "Bus:Prefix must be 1-60 characters of a-z, 0-9 and '-', beginning with a letter.")]
    public string Prefix { get; set; } = "videoreview";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport == BusTransport.RabbitMq && RabbitMqUri is not { IsAbsoluteUri: true, Scheme: "amqp" or "amqps" })
        {
            yield return new ValidationResult(
                "Bus:RabbitMqUri must be an amqp:// or amqps:// address when Bus:Transport is RabbitMq.",
                [nameof(RabbitMqUri)]);
        }
    }
}
