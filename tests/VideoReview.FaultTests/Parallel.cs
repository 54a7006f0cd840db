using Xunit.Sdk;
using Xunit.v3;

// Faults are mostly waits: a broker that is away for minutes, a lease that runs out. They stand on databases, queues
// and buckets of their own, so some run side by side; not all, because each starts several programs.
[assembly: Parallelization(MaxThreads = 4, Algorithm = ParallelAlgorithm.Conservative)]
