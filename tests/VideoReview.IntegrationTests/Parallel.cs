using Xunit.Sdk;
using Xunit.v3;

// Much of a test is waiting: for a database, a broker, a lease, a program that starts. On two cores three side by side
// leave less of that to be waited for.
[assembly: Parallelization(MaxThreads = 3, Algorithm = ParallelAlgorithm.Conservative)]
