// A component of the server, which may import the element too: it defines nothing there.
import 'attention-explainer/react';
import { Figure } from './figure';

export default function Page() {
  return <Figure />;
}
