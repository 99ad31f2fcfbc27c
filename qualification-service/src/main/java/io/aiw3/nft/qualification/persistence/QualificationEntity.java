package io.aiw3.nft.qualification.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A row behind {@code usernftqualification}, for reading. */
@Entity(name = "Qualification")
@Table(name = "qualification_level")
@Immutable
public class QualificationEntity extends PanacheEntityBase {
  @Id public Integer id;

  @Column(name = "user_id")
  public int userId;

  @Column(name = "target_level")
  public int targetLevel;

  @Column(name = "is_qualified")
  public boolean qualified;
}
