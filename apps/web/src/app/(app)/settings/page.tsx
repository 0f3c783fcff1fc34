import type { Metadata } from 'next';
import { ConnectionsPage } from '../../../features/connections/components/connections-page';

export const metadata: Metadata = { title: 'Settings' };

export default function Page() {
  return <ConnectionsPage />;
}
