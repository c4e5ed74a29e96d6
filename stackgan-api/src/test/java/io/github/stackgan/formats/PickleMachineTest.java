package io.github.stackgan.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickleMachineTest {
    private static final PickleGlobals.Function PAIR = arguments -> List.of(arguments.get(0), arguments.get(1));
    private static final PickleGlobals GLOBALS =
            PickleGlobals.of(Map.of("known.pair", PAIR, "known.thing", "a thing"), "a test", "Leave it out.");

    private static Object read(String program) throws MalformedFileException {
        byte[] bytes = program.getBytes(StandardCharsets.ISO_8859_1);
        return new PickleMachine(ByteBuffer.wrap(bytes), bytes.length, GLOBALS).read();
    }

    private static void assertRefused(String program, String message) {
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> read(program))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void what_the_table_holds_is_understood_and_nothing_else() throws MalformedFileException {
        assertThat(read("cknown\npair\n(K\u0001K\u0002tR.")).isEqualTo(List.of(1L, 2L));
        assertThat(read("\u008c\u0005known\u008c\u0005thing\u0093.")).isEqualTo("a thing");
        assertRefused(
                "cos\nsystem\n.",
                "asks for os.system, which a test never needs; it was refused and nothing was run. Leave it out.");
        assertRefused("cknown\nthing\n)R.", "calls known.thing");
        assertRefused("cknown\npair\n)\u0081.", "makes an object of known.pair");
        assertRefused("(iknown\npair\n.", "makes an object of known.pair");
        assertRefused("cknown\nthing\n}b.", "gives attributes to known.thing");
        assertRefused("K\u0001Q.", "refers to objects outside of it, which a test never needs");
        assertRefused("cknown\npair\n(K\u0001tR.", "makes no sense");
        assertRefused("\u008f.", "a set");
    }

    @Test
    void numbers_of_any_length_are_exact() throws MalformedFileException {
        assertThat(read("L-9223372036854775808L\n.")).isEqualTo(Long.MIN_VALUE);
        assertThat(read("L9223372036854775808L\n.")).isEqualTo(BigInteger.ONE.shiftLeft(63));
        assertThat(read("\u008a\t\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0080\u0000."))
                .isEqualTo(BigInteger.ONE.shiftLeft(63));
        assertThat(read("\u008a\u0000.")).isEqualTo(0L);
        assertThat(read("F-inf\n.")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(read("G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.")).isEqualTo(1.5);
        assertRefused("L" + "9".repeat(41) + "\n.", "41 digits");
    }

    @Test
    void foreign_names_are_shown_short_and_harmless() {
        assertRefused("c\u001b[2J" + "x".repeat(100_000) + "\ny\n.", "asks for ?[2Jxxx");
    }

    /** One program may copy what it made only as often as its steps allow. */
    @Test
    void copies_of_lists_and_tuples_count_as_steps() {
        String hundred = "(" + "K\u0001".repeat(100_000);
        for (String made : List.of(hundred + "l", hundred + "t")) {
            assertRefused(
                    made + "q\u0001" + "cknown\npair\n(h\u0001h\u0001tR".repeat(10),
                    "far more instructions than a test of this size needs");
        }
    }

    /**
     * Nothing is looked up, so that all keys cost the same; whoever reads a dict decides about keys that come twice.
     */
    @Test
    void dicts_keep_all_their_entries_in_order() throws MalformedFileException {
        PickleDict dict = (PickleDict) read("}(K\u0002NU\u0001aK\u0007K\u0002\u0088u.");
        assertThat(dict.size()).isEqualTo(3);
        assertThat(dict.key(0)).isEqualTo(dict.key(2)).isEqualTo(2L);
        assertThat(dict.value(2)).isEqualTo(true);
        assertThat(dict.get("a")).contains(7L);
        assertThat(dict.get("b")).isEmpty();
    }

    @Test
    void texts_are_bytes_or_characters() throws MalformedFileException {
        PickleText text = (PickleText) read("X\u0002\u0000\u0000\u0000\u00c3\u00a9.");
        assertThat(text.value()).isEqualTo("\u00e9");
        assertThat(text.asLatin1().bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xe9}));
        assertThat(text).isEqualTo(PickleText.of("\u00e9")).hasSameHashCodeAs(PickleText.of("\u00e9"));
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> PickleText.of("\u4e2d").asLatin1())
                .withMessageContaining("characters where bytes should be");
    }
}
