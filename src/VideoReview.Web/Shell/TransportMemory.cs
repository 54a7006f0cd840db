using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace VideoReview.Web.Shell;

/// <summary>
/// What the web server receives into: blocks of 64 KB instead of its own 4 KB, since it asks the system once per block,
/// and videos are what this server mostly takes. A connection that waits holds none.
/// </summary>
internal sealed class TransportMemory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private const int BlockBytes = 64 << 10;

        /// <summary>Blocks kept for the next one: 16 MB per pool; more are left to the collector.</summary>
        private const int MostKept = 256;

        private readonly ConcurrentQueue<Block> kept = new();

        public override int MaxBufferSize => BlockBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
            return kept.TryDequeue(out var block) ? block : new Block(this);
        }

        protected override void Dispose(bool disposing) => kept.Clear();

        private sealed class Block(Pool pool) : IMemoryOwner<byte>
        {
            // Pinned from birth: the system writes into it.
            private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

            public Memory<byte> Memory => bytes;

            public void Dispose()
            {
                if (pool.kept.Count < MostKept)
                {
                    pool.kept.Enqueue(this);
                }
            }
        }
    }
}
