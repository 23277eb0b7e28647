// What the chapter computes in a thread of its own.
import { serve } from '../../compute/worker-thread.js';
import { type GrowthReport, type GrowthRequest, runGrowth } from './growth.js';
import { type HeadReport, type HeadRequest, runHead } from './head.js';

export type CostRequest = GrowthRequest | HeadRequest;
export type CostReport = GrowthReport | HeadReport;

serve<CostRequest, CostReport>((request, report) =>
  request.kind === 'growth' ? runGrowth(request, report) : runHead(request, report),
);
