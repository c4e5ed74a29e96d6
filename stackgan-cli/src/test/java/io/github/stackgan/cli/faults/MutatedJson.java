package io.github.stackgan.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Consumer;

/** JSON with other signs in it, or without its end. */
public final class MutatedJson {
    private static final int MUTATIONS = Integer.getInteger("stackgan.mutations", 1000);

    private static final String SIGNS = "{}[]\",:-+.eE0123456789truefalsnN \\u\u00e9\0";

    private MutatedJson() {}

    /** Hands mutations to a reader, which must take them or throw what is expected of it, with a message. */
    public static void to(Consumer<String> reader, String whole, Class<? extends RuntimeException> refusal) {
        Random random = new Random(whole.length());
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            StringBuilder mutated = new StringBuilder(whole);
            for (int j = random.nextInt(4); j >= 0; j--) {
                mutated.setCharAt(random.nextInt(whole.length()), SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            if (random.nextInt(5) == 0) {
                mutated.setLength(random.nextInt(whole.length()));
            }
            try {
                reader.accept(mutated.toString());
            } catch (RuntimeException e) {
                assertThat(e).isInstanceOf(refusal);
                assertThat(e.getMessage()).as(mutated.toString()).isNotBlank().hasSizeLessThan(1500);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
