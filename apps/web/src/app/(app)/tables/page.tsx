import type { Metadata } from 'next';
import { TablesPage } from '../../../features/tables/components/tables-page';

export const metadata: Metadata = { title: 'Tables' };

export default function Page() {
  return <TablesPage />;
}
