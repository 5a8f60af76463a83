/** Longer time bounds, because the machine of the tests is busy. The tests of the bounds have `usualBounds`. */
export const patientBounds = {
  WEIR_POOL_WAIT_SECONDS: '4.5',
  WEIR_LOCK_SECONDS: '5',
  WEIR_CONNECT_SECONDS: '6',
  WEIR_STATEMENT_SECONDS: '10',
  WEIR_REQUEST_SECONDS: '30',
  WEIR_FRONT_SECONDS: '40',
};
