import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TablePage } from '../../../../features/tables/components/table-page';

type Props = { params: Promise<{ name: string[] }> };

/** The last segment is the table, the ones before are the levels of its namespace. */
async function nameOf({ params }: Props) {
  const levels = (await params).name.map(decodeURIComponent);
  return { namespace: levels.slice(0, -1), table: levels.at(-1) ?? '' };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await nameOf(props)).table };
}

export default async function Page(props: Props) {
  const name = await nameOf(props);
  if (name.namespace.length === 0) notFound();
  return <TablePage name={name} />;
}
