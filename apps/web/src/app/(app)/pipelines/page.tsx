import type { Metadata } from 'next';
import { PipelinesPage } from '../../../features/pipelines/components/pipelines-page';

export const metadata: Metadata = { title: 'Pipelines' };

export default function Page() {
  return <PipelinesPage />;
}
