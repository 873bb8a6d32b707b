package org.example;

import java.util.List;
import org.drover.shared.plugin.MemberBatch;
import org.drover.shared.plugin.MemberTransform;

/** Phone numbers as they are dialled from anywhere, such as +4722225555. */
public final class PhoneNumbers implements MemberTransform {

  @Override
  public String name() {
    return "phone-numbers";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public List<String> against(Setting setting) {
    if (setting.of().size() != 1 || setting.into().size() != 1) {
      return List.of("it makes one property of one: 'of' and 'into' have one name each");
    }
    return setting.config().get("country") instanceof Long
        ? List.of()
        : List.of("'config.country' is a number, such as 47, for what has no country");
  }

  @Override
  public void run(Setting setting, MemberBatch batch) {
    String country = "+" + setting.config().get("country");
    for (int row = 0; row < batch.size(); row++) {
      Object phone = batch.value(0, row);
      if (phone instanceof String text) {
        String digits = text.replaceAll("[\\s()./-]", "").replaceFirst("^00", "+");
        if (digits.matches("\\+?[0-9]{4,15}")) {
          batch.set(0, row, digits.startsWith("+") ? digits : country + digits);
        } else {
          batch.refuse(row, "expected a phone number, found another text");
        }
      } else if (phone != null) {
        batch.refuse(row, "expected text");
      }
    }
  }
}
