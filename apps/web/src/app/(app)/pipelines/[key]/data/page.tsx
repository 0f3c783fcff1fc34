import { DataTab } from '../../../../../features/data/components/data-tab';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  return <DataTab pipelineKey={decodeURIComponent((await params).key)} />;
}
