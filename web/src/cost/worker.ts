// The worker of chapter 11.
import { serve } from '../worker.js';
import { type GrowthReport, type GrowthRequest, runGrowth } from './growth.js';
import { type HeadReport, type HeadRequest, runHead } from './head.js';

export type CostRequest = GrowthRequest | HeadRequest;
export type CostReport = GrowthReport | HeadReport;

serve<CostRequest, CostReport>((request, report) =>
  request.kind === 'growth' ? runGrowth(request, report) : runHead(request, report),
);
