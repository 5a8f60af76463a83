import { notFound } from 'next/navigation';

/** The 404 page of an unknown address in a workspace, shown below the workspace's bar. */
export default function Nowhere() {
  notFound();
}
