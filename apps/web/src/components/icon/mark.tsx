/** The logo: water at a level, and water flowing through. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d="M2 8c1.7 0 1.7 1.5 3.4 1.5S7.100 8 8.800 8s1.700 1.500 3.400 1.500"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d="M14 5v14" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      <path
        d="M16.500 16.500c1.300 0 1.300 1.300 2.600 1.300s1.300-1.300 2.600-1.300"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
