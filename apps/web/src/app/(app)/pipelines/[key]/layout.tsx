import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PipelineFrame } from '../../../../features/pipeline-page/components/pipeline-frame';

type Props = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).key) };
}

export default async function PipelineLayout({ params, children }: Props & { children: ReactNode }) {
  return <PipelineFrame pipelineKey={decodeURIComponent((await params).key)}>{children}</PipelineFrame>;
}
