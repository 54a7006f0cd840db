using Xunit.Sdk;
using Xunit.v3;

// Faults are mostly waits: a broker that is away for minutes, a lease that runs out. They stand on databases, queues and buckets of their own.
[assembly: Parallelization(MaxThreads = 6, Algorithm = ParallelAlgorithm.Aggressive)]
