/** Takes the place of every stylesheet in unit tests. */
export default {};
