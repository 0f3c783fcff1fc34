import Link from 'next/link';

export function Brand() {
  return (
    <Link
      href="/pipelines"
      className="flex w-[174px] items-center gap-2 font-[650] tracking-[-.01em] max-[960px]:w-auto"
      aria-label="Penstock, to the pipelines"
    >
      <svg
        aria-hidden
        className="text-accent"
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      >
        <path d="M3 2v6a4 4 0 0 0 4 4h8M15 8v8M3 2h3M12 12l3-3M12 12l3 3" />
      </svg>
      <span className="max-[960px]:sr-only">Penstock</span>
    </Link>
  );
}
