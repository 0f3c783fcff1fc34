import { redirect } from 'next/navigation';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  redirect(`/pipelines/${(await params).key}/edit`);
}
