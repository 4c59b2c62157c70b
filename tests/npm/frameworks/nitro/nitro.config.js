export default {
  builder: "rollup",
  compatibilityDate: "2025-11-01",
  noExternals: true,
};
