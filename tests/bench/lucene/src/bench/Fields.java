package bench;

/** The names of what is indexed, and how values are written in rows and answers. */
final class Fields {
  static final String NUMBER = "number";
  static final String TITLE = "title";
  static final String TEXT = "text";
  static final float TITLE_BOOST = 2;

  /** Between the values of one facet. */
  static final String SEVERAL = "\u001f";

  /** Stands in the index for no value, which Lucene would not count. */
  static final String UNKNOWN = "\u0000";

  private Fields() {}
}
