import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="flex h-full flex-col items-center justify-center gap-2 text-center">
      <h1 className="m-0 text-xl font-semibold">There is nothing at this address</h1>
      <p className="m-0 text-muted">It may have been renamed or deleted.</p>
      <Link href="/pipelines" className="mt-2 underline">
        To the pipelines
      </Link>
    </main>
  );
}
